import { parentOf, read } from './native.ts';

/** What the page marks, what a visitor writes, and fields that hold secrets whatever the page says. */
const MASKED = '[data-trodden-mask],[type=password],[autocomplete^=cc-],[contenteditable]:not([contenteditable=false])';

let masked = MASKED;
const added = new Set<string>();

/** Adds what the site wants masked: for the whole page, whose elements two clients share. A wrong selector masks all. */
export function maskAlso(selector: string | undefined): void {
  if (!selector || added.has(selector)) return;
  added.add(selector);
  const also = `${masked},${selector}`;
  try {
    read(document.documentElement, 'matches', also);
    masked = also;
  } catch {
    masked = '*';
  }
}

/** The element itself is masked, whatever lies around it. For walks that come from an unmasked place. */
export function isMarked(element: Element): boolean {
  return read(element, 'matches', masked);
}

/** Nothing readable of the element may be kept, hashed or not: it or anything around it is marked, through shadow roots. */
export function isMasked(element: Element): boolean {
  for (let at: Element | null = element; at; at = parentOf(at)) if (isMarked(at)) return true;
  return false;
}
