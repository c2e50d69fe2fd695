import { kindOf } from './kind.ts';
import { linkOf } from './link.ts';
import { attribute } from './native.ts';
import { textOf, tidy, walk } from './text.ts';

/**
 * What a row, card or section says of itself, apart from the element that was clicked in it:
 * its label or first heading, its first text, its first link.
 */
export function headlineOf(container: Element, except?: Element): [heading: string, text: string, link: string] {
  let heading = '';
  let first = '';
  let link = '';
  walk(
    container,
    (text, element) => {
      first ||= tidy(text);
      if (element) {
        link ||= linkOf(element) || '';
        if (element === container) heading = tidy(attribute(element, 'aria-label'));
        if (!heading && /^(h\d|heading|legend|caption)$/.test(kindOf(element))) heading = textOf(element, except);
      }
      return heading && link;
    },
    except,
  );
  return [heading, first, link];
}
