import type * as dom from '../dom/index.ts';
import type { Anchor } from '../wire.ts';

/** An element of today's page, as a click on it would be remembered. */
export interface Entry {
  element: Element;
  anchor: Anchor;
  /** Its look-alikes were counted. Plain containers are not, so their silence about look-alikes says nothing. */
  counted: boolean;
  interactive: boolean;
  /** Part of a widget of which there may be many, each counted by itself. */
  inShadow: boolean;
}

/** Today's page, by what an anchor may share with an element. Built once per state of the page. */
export interface PageIndex {
  entries: Entry[];
  by: Map<string, Entry[]>;
}

/** How elements are read: the very functions that a click is remembered with. */
export type Reader = Pick<typeof dom, 'fingerprint' | 'isInteractive' | 'targetOf'>;

/** Beyond this a page is indexed in part, and the rest of its clicks stay unmatched. */
const MAX_ELEMENTS = 20_000;

/** What candidates are looked up by. One alone proves nothing; it only makes an element worth comparing. */
export function keysOf({ t, n, h, a, c, q }: Anchor): string[] {
  const keys = { n, h, a, c: c?.[0], q };
  return Object.entries(keys).flatMap(([kind, value]) => (value === undefined ? [] : [`${t} ${kind} ${value}`]));
}

function* elementsOf(root: ParentNode): Generator<Element> {
  for (const element of root.querySelectorAll('*')) {
    yield element;
    const inner = element.shadowRoot ?? innerDocument(element);
    if (inner) yield* elementsOf(inner);
  }
}

/** Of a frame of the same origin. */
export function innerDocument(element: Element): Document | null {
  try {
    return element.localName === 'iframe' ? (element as HTMLIFrameElement).contentDocument : null;
  } catch {
    return null;
  }
}

/**
 * Fingerprints every element that a click can mean, through open shadow roots and same-origin frames. Yields after each
 * element, so that the caller can work in slices; the index is whole when the generator ends.
 */
export function* indexPage(
  root: ParentNode,
  { fingerprint, isInteractive, targetOf }: Reader,
  skip?: (element: Element) => boolean,
): Generator<void, PageIndex> {
  const index: PageIndex = { entries: [], by: new Map() };
  for (const element of elementsOf(root)) {
    if (index.entries.length >= MAX_ELEMENTS) break;
    if (skip?.(element) || targetOf(element) !== element) continue;
    const interactive = isInteractive(element);
    const entry = {
      element,
      interactive,
      anchor: fingerprint(element),
      counted: interactive || !element.childElementCount,
      inShadow: element.getRootNode() instanceof ShadowRoot,
    };
    index.entries.push(entry);
    for (const key of keysOf(entry.anchor)) {
      const bucket = index.by.get(key);
      if (bucket) bucket.push(entry);
      else index.by.set(key, [entry]);
    }
    yield;
  }
  return index;
}

/** Work that can be sliced, in one go. */
export function atOnce<Result>(steps: Generator<void, Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
