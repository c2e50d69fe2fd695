import type { Spot } from './spots.ts';

/** A spot and where it is in the viewport right now. */
export interface Seen {
  spot: Spot;
  left: number;
  top: number;
  width: number;
  height: number;
}

/** What draws itself from what is in view. */
export type Painter = (seen: readonly Seen[]) => void;

export interface Scene {
  show(spots: readonly Spot[]): void;
  /** Things may have moved: draws with the next frame. */
  moved(): void;
  /** Draws now. */
  paint(): void;
  stop(): void;
}

/** What moves without an event is noticed this late. */
const LOOK_AGAIN_MS = 250;
/** Enough to notice that things moved. */
const PROBES = 12;

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

/**
 * Keeps what is drawn on its elements, whatever scrolls, resizes or sticks. The browser itself tells which of them are in
 * view, nested scrollers and frames included; only those are measured, once a frame and only while something moves.
 */
export function createScene(painters: readonly Painter[], scope: () => Element | null): Scene {
  const spotOf = new Map<Element, Spot>();
  const inView = new Map<Element, Spot>();
  let frame = 0;

  const measure = (): Seen[] => {
    const within = scope();
    const seen: Seen[] = [];
    for (const [element, spot] of inView) {
      if (within && !within.contains(element)) continue;
      const { left, top, width, height } = element.getBoundingClientRect();
      if (!width || !height) continue;
      const [x, y] = element.ownerDocument === document ? [0, 0] : frameOffset(element);
      seen.push({ spot, left: left + x, top: top + y, width, height });
    }
    return seen.sort((one, other) => other.spot.clicks - one.spot.clicks);
  };
  const paint = () => {
    frame = 0;
    const seen = measure();
    for (const painter of painters) painter(seen);
  };
  const moved = () => {
    frame ||= requestAnimationFrame(paint);
  };
  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const spot = spotOf.get(target);
      if (spot && isIntersecting) inView.set(target, spot);
      else inView.delete(target);
    }
    moved();
  });
  let before = '';
  const look = setInterval(() => {
    let now = '';
    let left = PROBES;
    for (const element of inView.keys()) {
      if (!left--) break;
      const { x, y, width } = element.getBoundingClientRect();
      now += `${x} ${y} ${width},`;
    }
    if (now !== before) moved();
    before = now;
  }, LOOK_AGAIN_MS);

  return {
    show(spots) {
      const next = new Map(spots.flatMap((spot) => spot.elements.map((element) => [element, spot] as const)));
      for (const element of spotOf.keys()) {
        if (next.has(element)) continue;
        watcher.unobserve(element);
        inView.delete(element);
      }
      for (const [element, spot] of next) {
        if (!spotOf.has(element)) watcher.observe(element);
        if (inView.has(element)) inView.set(element, spot);
      }
      spotOf.clear();
      for (const [element, spot] of next) spotOf.set(element, spot);
      moved();
    },
    moved,
    paint,
    stop() {
      clearInterval(look);
      cancelAnimationFrame(frame);
      watcher.disconnect();
    },
  };
}
