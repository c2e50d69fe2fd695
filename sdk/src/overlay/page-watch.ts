import type { Stop } from '../util/index.ts';

/** A page that changes all the time is looked at again after this quiet, or after `PATIENCE_MS` at the latest. */
const QUIET_MS = 150;
const PATIENCE_MS = 1_000;
/** What fingerprints are made of besides text and structure. Classes and styles change all the time and say nothing. */
const TELLING =
  'href role aria-label alt title placeholder name type value lang data-testid data-test tabindex open'.split(' ');

export interface PageWatch {
  /** Looks into a shadow root or frame as well. */
  include(root: Node): void;
  stop: Stop;
}

/** Tells when the page became another (`changed`), when its things may have moved (`moved`), and when they scrolled. */
export function watchPage(own: Node, changed: () => void, moved: () => void, scrolled: () => void): PageWatch {
  const included = new WeakSet<Node>();
  const stops: Stop[] = [];
  let quiet: ReturnType<typeof setTimeout> | undefined;
  let since = 0;
  const later = () => {
    moved();
    since ||= performance.now();
    clearTimeout(quiet);
    quiet = setTimeout(
      () => {
        since = 0;
        changed();
      },
      Math.max(0, Math.min(QUIET_MS, since + PATIENCE_MS - performance.now())),
    );
  };
  const observer = new MutationObserver((records) => {
    const real = records.filter(({ target, type, addedNodes, removedNodes }) => {
      if (target === own) return false;
      return type !== 'childList' || [...addedNodes, ...removedNodes].some((node) => node !== own);
    });
    if (real.length) later();
  });
  const boxes = new ResizeObserver(moved);
  const listen = (target: EventTarget, type: string, hear: () => void) => {
    const options = { capture: true, passive: true };
    target.addEventListener(type, hear, options);
    stops.push(() => target.removeEventListener(type, hear, options));
  };
  const include = (root: Node) => {
    if (included.has(root)) return;
    included.add(root);
    observer.observe(root, { subtree: true, childList: true, characterData: true, attributeFilter: TELLING });
    for (const type of ['transitionend', 'animationend', 'toggle', 'load']) listen(root, type, moved);
    listen(root, 'scroll', scrolled);
  };
  include(document);
  listen(window, 'resize', moved);
  boxes.observe(document.documentElement);
  return {
    include,
    stop() {
      clearTimeout(quiet);
      observer.disconnect();
      boxes.disconnect();
      for (const stop of stops) stop();
    },
  };
}
