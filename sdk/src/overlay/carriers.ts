/**
 * What an element moves with: the page, a box that scrolls, a frame, or something that sticks. What is drawn on it lies on
 * a sheet that moves the same way, so that scrolling moves a few sheets and asks nothing of the elements.
 */
export interface Carrier {
  element: Element;
  kind: 'page' | 'scroller' | 'pinned';
}

const SCROLLS = /auto|scroll/;
const PINS = /fixed|sticky/;

/** Where a frame's own viewport lies in ours. */
function frameOffset(element: Element): [left: number, top: number] {
  let left = 0;
  let top = 0;
  let view = element.ownerDocument.defaultView;
  while (view && view !== window && view.frameElement) {
    const frame = view.frameElement;
    const box = frame.getBoundingClientRect();
    left += box.left + frame.clientLeft;
    top += box.top + frame.clientTop;
    view = frame.ownerDocument.defaultView;
  }
  return [left, top];
}

/** An element's box in our viewport. */
export function boxOf(element: Element): { left: number; top: number; width: number; height: number } {
  const { left, top, width, height } = element.getBoundingClientRect();
  if (element.ownerDocument === document) return { left, top, width, height };
  const [x, y] = frameOffset(element);
  return { left: left + x, top: top + y, width, height };
}

/** A body's overflow is the window's as long as the root has none of its own. */
const isWindow = (element: Element, { body, documentElement }: Document): boolean =>
  element === documentElement || (element === body && getComputedStyle(documentElement).overflow === 'visible');

const aboveOf = (element: Element): Element | null | undefined =>
  element.assignedSlot ?? element.parentElement ?? (element.getRootNode() as ShadowRoot).host;

function find(element: Element, known: Map<Element, Carrier>): Carrier {
  const carrier = known.get(element);
  if (carrier) return carrier;
  const { ownerDocument } = element;
  const root = ownerDocument.documentElement;
  const above = aboveOf(element);
  const { overflow, position } = getComputedStyle(element);
  let found: Carrier;
  if (PINS.test(position)) found = { element, kind: 'pinned' };
  else if (!above || isWindow(element, ownerDocument))
    found = known.get(root) ?? { element: root, kind: ownerDocument === document ? 'page' : 'scroller' };
  else if (
    SCROLLS.test(overflow) &&
    (element.scrollHeight > element.clientHeight || element.scrollWidth > element.clientWidth)
  )
    found = { element, kind: 'scroller' };
  else found = find(above, known);
  known.set(element, found);
  return found;
}

/** Remembers what it found: the elements of a page share most of what is above them. */
export function carrierFinder(): (element: Element) => Carrier {
  const known = new Map<Element, Carrier>();
  return (element) => {
    // A box that scrolls moves its content, not itself.
    const { position } = getComputedStyle(element);
    const above = aboveOf(element);
    return PINS.test(position) || !above ? find(element, known) : find(above, known);
  };
}

/** Where what is carried is counted from, and the part of the viewport in which it can be seen; in the viewport. */
export interface Place {
  x: number;
  y: number;
  clip: { left: number; top: number; width: number; height: number } | undefined;
}

export function placeOf({ element, kind }: Carrier): Place {
  if (kind === 'page') return { x: -scrollX, y: -scrollY, clip: undefined };
  const { left, top } = boxOf(element);
  if (kind === 'pinned') return { x: left, y: top, clip: undefined };
  const { clientLeft, clientTop, clientWidth, clientHeight, scrollLeft, scrollTop, ownerDocument } = element;
  // The box of a frame's root is the whole page in it: it has been moved already.
  const isRoot = element === ownerDocument.documentElement;
  const [x, y] = isRoot ? frameOffset(element) : [left + clientLeft, top + clientTop];
  return { x: x - scrollLeft, y: y - scrollTop, clip: { left: x, top: y, width: clientWidth, height: clientHeight } };
}
