import { attribute } from './native.ts';
import { isLink } from './target.ts';
import { isHeading, tidy, walk } from './text.ts';

const MAX_HEADLINE = 60;

interface Headline {
  /** Label, else first heading. */
  heading: string;
  /** The first text outside the element in question. */
  text: string;
  /** The first link outside it, as written. */
  link: string;
}

/** What a row, card or section says of itself, apart from the element that was clicked in it. */
export function headlineOf(container: Element, except?: Element): Headline {
  const found: Headline = { heading: '', text: '', link: '' };
  let inHeading = '';
  walk(
    container,
    (node, tag) => {
      if (!tag) found.text ||= tidy((node as Text).data);
      else if (tag === 'img') found.text ||= tidy(attribute(node as Element, 'alt'));
      else if (!inHeading && isHeading(node as Element, tag)) {
        walk(
          node as Element,
          (part, inner) => {
            if (!inner) inHeading += ` ${(part as Text).data}`;
          },
          except,
        );
      } else if (!found.link && isLink(node as Element)) found.link = attribute(node as Element, 'href') ?? '';
      return inHeading && found.link;
    },
    except,
  );
  found.heading = (tidy(attribute(container, 'aria-label')) || tidy(inHeading)).slice(0, MAX_HEADLINE);
  found.text = found.text.slice(0, MAX_HEADLINE);
  return found;
}
