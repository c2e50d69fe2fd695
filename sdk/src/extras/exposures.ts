import type { Capture } from '../capture/index.ts';
import { fingerprint, isInteractive, remembering } from '../dom/index.ts';
import type { Stop } from '../util/index.ts';
import { anchorKey } from '../wire.ts';
import { createScan } from './scan.ts';
import { inSlices } from './slices.ts';

/** Seen: at least half of it in the window for a second. */
const SHARE = 0.5;
const SEEN_MS = 1_000;
/** Nobody sees less, and screen readers' links are hidden in a pixel. In square pixels. */
const MIN_AREA = 16;
/** Of one page view. */
const MAX_KEYS = 300;
/** Watched at a time: the browser looks at each of them in every frame that moves. */
const MAX_WATCHED = 1_000;
/** From a change of the page to the next look at it, and from a navigation until its page is there. */
const RESCAN_MS = 2_000;
const SETTLE_MS = 300;
/** What may still be worked out when the page ends. */
const LAST_MS = 4;
/** Worked out between two looks at the clock: 1 to 2 ms. */
const KEYS_A_STEP = 16;
const IGNORED = '[data-trodden-ignore]';

/**
 * Which interactive elements people saw: keys of anchors, each once a page view, in one list at its end. Notes the open
 * shadow roots that it comes upon.
 */
export const captureExposures: Capture = ({ guard, page, emit, atClose, roots }) => {
  let view = '';
  /** Keys of this page view. */
  const shown = new Set<string>();
  let told = 0;
  let known = new WeakSet<Element>();
  let watched = 0;
  /** In the window, since when. */
  const inside = new Map<Element, number>();
  /** Seen, their keys not worked out yet. */
  let seen: Element[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let later: ReturnType<typeof setTimeout> | undefined;
  const work: { scan?: Stop; keys?: Stop | undefined } = {};

  /** Some keys, the dearest thing here: of what they have in common much is read once. */
  const name = (): boolean => {
    remembering(() => {
      for (const element of seen.splice(0, KEYS_A_STEP))
        if (element.isConnected && !element.closest(IGNORED) && shown.size < MAX_KEYS)
          shown.add(anchorKey(fingerprint(element, true)));
    });
    if (!seen.length) work.keys = undefined;
    return seen.length > 0;
  };
  const ripen = guard('exposures', () => {
    timer = undefined;
    const now = performance.now();
    for (const [element, since] of inside) {
      if (now - since < SEEN_MS) continue;
      inside.delete(element);
      observer.unobserve(element);
      watched--;
      seen.push(element);
    }
    if (seen.length) work.keys ??= inSlices(guard, name);
    if (inside.size) timer = setTimeout(ripen, SEEN_MS / 4);
  });
  const observer = new IntersectionObserver(
    guard('exposures', (entries: IntersectionObserverEntry[]) => {
      for (const { target, time, intersectionRatio, boundingClientRect: box } of entries) {
        if (intersectionRatio >= SHARE && box.width * box.height >= MIN_AREA) inside.set(target, time);
        else inside.delete(target);
      }
      if (inside.size) timer ??= setTimeout(ripen, SEEN_MS);
    }),
    { threshold: SHARE },
  );
  /** Armed between two looks only, so that a page that changes all the time pays for one record a look. */
  const changes = new MutationObserver(
    guard('exposures', () => {
      changes.disconnect();
      later = setTimeout(look, RESCAN_MS);
    }),
  );
  const look = guard('exposures', () => {
    if (view !== page.id) {
      view = page.id;
      shown.clear();
      told = 0;
    }
    roots.clear();
    const step = createScan(
      document,
      (element) => {
        if (watched >= MAX_WATCHED || known.has(element) || !isInteractive(element)) return;
        known.add(element);
        watched++;
        observer.observe(element);
      },
      (root) => roots.add(root),
    );
    work.scan = inSlices(guard, () => {
      const more = shown.size < MAX_KEYS && step();
      if (!more) changes.observe(document, { childList: true, subtree: true });
      return more;
    });
  });
  const rest = () => {
    clearTimeout(timer);
    clearTimeout(later);
    timer = undefined;
    work.scan?.();
    work.keys?.();
    work.keys = undefined;
    changes.disconnect();
    observer.disconnect();
    known = new WeakSet();
    watched = 0;
    inside.clear();
    seen = [];
  };
  const tell = () => {
    ripen();
    for (const end = performance.now() + LAST_MS; seen.length && performance.now() < end; ) name();
    const fresh = [...shown].slice(told);
    told = shown.size;
    if (fresh.length) emit('$exposures', { shown: `${fresh}`, viewport_width: innerWidth });
    rest();
  };
  /** Another page view, or the same one again after it was hidden. */
  const begin = () => {
    clearTimeout(later);
    if (!document.hidden) later = setTimeout(look, SETTLE_MS);
  };

  const stops = [
    atClose((last) => {
      if (!last) return;
      tell();
      begin();
    }),
    guard.on(document, 'visibilitychange', begin),
  ];
  begin();
  return () => {
    tell();
    for (const stop of stops) stop();
  };
};
