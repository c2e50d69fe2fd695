import { isMarked } from './mask.ts';
import { attribute, firstChild, localName, nextSibling, nodeType, shadowRoot } from './native.ts';

/** A walk that found nothing in this many nodes will hardly find it in more; it bounds the cost on any page. */
const MAX_NODES = 60;
/** Not text, or text that the visitor typed. */
const SILENT = /^(script|style|noscript|template|textarea|select|datalist|iframe|object)$/;
const HEADING = /^h[1-6]$/;

/** Return true to end the walk. */
type Visit = (node: Node, tag: string) => unknown;

/**
 * Visits text nodes (with an empty tag) and elements in document order, through open shadow roots,
 * leaving out `except` and everything that is masked. The one walker of this folder.
 */
export function walk(start: Element, visit: Visit, except?: Element): void {
  let left = MAX_NODES;
  const into = (parent: Node): boolean => {
    for (let node = firstChild(parent); node && left-- > 0; node = nextSibling(node)) {
      const type = nodeType(node);
      if (type === 3) {
        if (visit(node, '')) return true;
      } else if (type === 1 && node !== except) {
        const element = node as Element;
        const tag = localName(element);
        if (SILENT.test(tag) || isMarked(element)) continue;
        const shadow = shadowRoot(element);
        if (visit(element, tag) || (shadow && into(shadow)) || into(element)) return true;
      }
    }
    return false;
  };
  const shadow = shadowRoot(start);
  (shadow && into(shadow)) || into(start);
}

export function tidy(text: string | null | undefined): string {
  return text ? text.replace(/\s+/g, ' ').trim() : '';
}

export function isHeading(element: Element, tag: string): boolean {
  return HEADING.test(tag) || attribute(element, 'role') === 'heading';
}

/** "Cart (3)" is "Cart (4)", but page "2" is not page "3". */
export function fold(text: string): string {
  return /\p{L}/u.test(text) ? text.replace(/\p{N}+([.,:]\p{N}+)*/gu, '0') : text;
}
