import { boxOf, carrierFinder } from './carriers.ts';
import type { Sheet } from './sheets.ts';
import { createSheet } from './sheets.ts';
import type { Spot } from './spots.ts';

/** A spot and where it is on its sheet. */
export interface Seen {
  spot: Spot;
  sheet: Sheet;
  left: number;
  top: number;
  width: number;
  height: number;
}

/** What draws itself from what is in view or close to it, most clicks first. */
export type Painter = (seen: readonly Seen[], sheets: Iterable<Sheet>) => void;

export interface Scene {
  show(spots: readonly Spot[]): void;
  /** Things may have moved: measures and draws with the next frame. */
  moved(): void;
  /** Something scrolled: moves what lies on it. */
  scrolled(): void;
  /** Other layer, other choice: draws what was measured with the next frame. */
  changed(): void;
  stop(): void;
}

/** What moves without an event is noticed this late. */
const LOOK_AGAIN_MS = 250;
/** Enough to notice that things moved. */
const PROBES = 12;
/** Nothing scrolled for so long. */
const SETTLE_MS = 120;
/** Beyond the edges of what is seen, in shares of it: drawn before it comes. */
export const EARLY = 1;
/** Scrolled by so much of the viewport: what was drawn early is used up. */
const STALE = 0.8;

const OBSERVED: IntersectionObserverInit = { rootMargin: `${EARLY * 100}%`, scrollMargin: `${EARLY * 100}%` };

/** Comes without having been drawn early: after a jump, or where boxes that scroll have no margin. */
function isSeenNow({ left, top, width, height, sheet }: Seen): boolean {
  const { x, y, clip } = sheet;
  const { left: fromX = 0, top: fromY = 0, width: wide = innerWidth, height: high = innerHeight } = clip ?? {};
  return left + x < fromX + wide && left + x + width > fromX && top + y < fromY + high && top + y + height > fromY;
}

/**
 * Keeps what is drawn on its elements, whatever scrolls, resizes or sticks. The browser itself tells which of them are in
 * view; they are measured when they come and when things come to rest. Scrolling only moves sheets.
 */
export function createScene(layer: Element, painters: readonly Painter[], scope: () => Element | null): Scene {
  const spotOf = new Map<Element, Spot>();
  const inView = new Map<Element, Seen>();
  const sheets = new Map<Element, Sheet>();
  let frame = 0;
  let settle: ReturnType<typeof setTimeout> | undefined;
  let isMeasureDue = false;
  let isPaintDue = false;
  /** All that is due is not in sight yet. */
  let isEarly = true;
  let carrierOf = carrierFinder();

  const sheetFor = (element: Element): Sheet => {
    const carrier = carrierOf(element);
    const sheet = sheets.get(carrier.element) ?? createSheet(carrier, layer);
    sheets.set(carrier.element, sheet);
    return sheet;
  };
  const measure = (element: Element, spot: Spot) => {
    const sheet = sheetFor(element);
    const { left, top, width, height } = boxOf(element);
    const seen = { spot, sheet, left: left - sheet.x, top: top - sheet.y, width, height };
    inView.set(element, seen);
    return seen;
  };
  const follow = () => {
    for (const [element, sheet] of sheets) {
      if (element.isConnected) sheet.follow();
      else {
        sheet.remove();
        sheets.delete(element);
        isMeasureDue = true;
      }
    }
  };
  const isUsedUp = ({ x, y, paintedX, paintedY }: Sheet): boolean => {
    return !(Math.abs(x - paintedX) <= innerWidth * STALE && Math.abs(y - paintedY) <= innerHeight * STALE);
  };
  const paint = () => {
    isPaintDue = false;
    isEarly = true;
    const within = scope();
    const seen: Seen[] = [];
    for (const [element, it] of inView)
      if (it.width && it.height && (!within || within.contains(element))) seen.push(it);
    seen.sort((one, other) => other.spot.clicks - one.spot.clicks);
    for (const painter of painters) painter(seen, sheets.values());
    for (const sheet of sheets.values()) [sheet.paintedX, sheet.paintedY] = [sheet.x, sheet.y];
  };
  const step = () => {
    frame = 0;
    follow();
    if (isMeasureDue) {
      isMeasureDue = false;
      isPaintDue = true;
      carrierOf = carrierFinder();
      for (const [element, { spot }] of inView) measure(element, spot);
      const used = new Set([...inView.values()].map(({ sheet }) => sheet));
      for (const [element, sheet] of sheets) {
        if (used.has(sheet) || sheet.carrier.kind === 'page') continue;
        sheet.remove();
        sheets.delete(element);
      }
    }
    if ((isPaintDue && !(settle && isEarly)) || [...sheets.values()].some(isUsedUp)) paint();
  };
  const next = () => {
    frame ||= requestAnimationFrame(step);
  };
  const moved = () => {
    isMeasureDue = true;
    // Asked for now, not when the scrolling has come to its end.
    clearTimeout(settle);
    settle = undefined;
    next();
  };
  const changed = () => {
    isPaintDue = true;
    isEarly = false;
    next();
  };
  const watcher = new IntersectionObserver((entries) => {
    follow();
    for (const { target, isIntersecting } of entries) {
      const spot = spotOf.get(target);
      if (spot && isIntersecting) isEarly = !isSeenNow(measure(target, spot)) && isEarly;
      else inView.delete(target);
    }
    isPaintDue = true;
    next();
  }, OBSERVED);
  let before = '';
  const look = setInterval(() => {
    if (settle) return;
    let now = '';
    let left = PROBES;
    for (const [element, { sheet }] of inView) {
      if (!left--) break;
      const { x, y, width } = element.getBoundingClientRect();
      now += `${x - sheet.x} ${y - sheet.y} ${width},`;
    }
    if (now !== before) moved();
    before = now;
  }, LOOK_AGAIN_MS);
  sheetFor(document.documentElement);

  return {
    show(spots) {
      const wanted = new Map(spots.flatMap((spot) => spot.elements.map((element) => [element, spot] as const)));
      for (const element of spotOf.keys()) {
        if (wanted.has(element)) continue;
        watcher.unobserve(element);
        inView.delete(element);
      }
      for (const [element, spot] of wanted) {
        if (!spotOf.has(element)) watcher.observe(element);
        const seen = inView.get(element);
        if (seen) seen.spot = spot;
      }
      spotOf.clear();
      for (const [element, spot] of wanted) spotOf.set(element, spot);
      moved();
    },
    moved,
    scrolled() {
      clearTimeout(settle);
      settle = setTimeout(moved, SETTLE_MS);
      next();
    },
    changed,
    stop() {
      clearInterval(look);
      clearTimeout(settle);
      cancelAnimationFrame(frame);
      watcher.disconnect();
    },
  };
}
