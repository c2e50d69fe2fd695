import { isMarked } from './mask.ts';
import { attribute, read } from './native.ts';

/** A walk that found nothing in this many nodes will hardly find it in more; it bounds the cost on any page. */
const MAX_NODES = 60;
const MAX_TEXT = 80;
/** Not text, or text that the visitor typed or picked. */
const SILENT = /^(script|style|noscript|template|textarea|select|iframe)$/;
/** Custom elements may have anything. */
const PICTURE = /^(img|area|input)$|-/;
/** An image by the first word of its file, so that a content hash in the file's name does not count. */
const FILE_WORD = /[a-z_]+(?=[^/]*$)/i;

/**
 * Reads what an element says in document order, through open shadow roots, leaving out `except` and everything masked.
 * `visit` gets each piece of text, and each element before its content; returning true ends the walk.
 */
export function walk(start: Element, visit: (text: string, element?: Element) => unknown, except?: Element): void {
  let left = MAX_NODES;
  const into = (element: Element): unknown => {
    const tag = element !== except && read(element, 'localName');
    return (
      tag &&
      !SILENT.test(tag) &&
      !isMarked(element) &&
      (visit(PICTURE.test(tag) ? attribute(element, 'alt') : '', element) ||
        each(read(element, 'shadowRoot')) ||
        each(element) ||
        // What a web component's button says stands outside it, in the slot's place.
        (tag === 'slot' && (element as HTMLSlotElement).assignedNodes().some(at)))
    );
  };
  const at = (node: Node): unknown => {
    const type = read(node, 'nodeType');
    return left-- > 0 && (type === 3 ? visit((node as Text).data) : type === 1 && into(node as Element));
  };
  const each = (parent: Node | null): unknown => {
    for (let node = parent && read(parent, 'firstChild'); node && left > 0; node = read(node, 'nextSibling')) {
      if (at(node)) return true;
    }
    return false;
  };
  into(start);
}

export function tidy(text: string, length = MAX_TEXT): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, length);
}

/** What an element says, in words alone. */
export function wordsOf(element: Element, length: number): string {
  let all = '';
  walk(element, (text) => {
    all += text;
    return all.length > length * 2;
  });
  return tidy(all, length);
}

/** All text, else the drawing or file name of the first picture. */
export function textOf(element: Element, except?: Element): string {
  let all = '';
  let picture = '';
  walk(
    element,
    (text, part) => {
      all += ` ${text}`;
      if (part) picture ||= attribute(part, 'd') || FILE_WORD.exec(attribute(part, 'src'))?.[0] || '';
      return all.length > MAX_TEXT * 2;
    },
    except,
  );
  return tidy(all) || tidy(picture);
}

/** "Cart (3)" is "Cart (4)", but page "2" is not page "3". */
export function fold(text: string): string {
  return /\p{L}/u.test(text) ? text.replace(/[\p{N}.,:]*\p{N}/gu, '0') : text;
}
