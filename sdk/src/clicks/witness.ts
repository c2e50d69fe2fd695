import type { CaptureContext } from '../capture/index.ts';
import type { Stop } from '../util/index.ts';
import { isOurs } from '../util/index.ts';
import { isSelecting } from './suspect.ts';

/** What happens on a page that answers. `focusin` and `blur` are looked at more closely. */
const SIGNS = [
  ...['focusin', 'blur', 'scroll', 'selectionchange', 'submit', 'reset', 'invalid', 'change', 'toggle', 'copy'],
  ...['hashchange', 'popstate', 'visibilitychange', 'fullscreenchange', 'play', 'pause', 'volumechange'],
];
/** Pixels and beacons measure; they do not answer. */
const REQUEST = /^(fetch|xml|script|css|link|iframe)/;
const CHANGES = { subtree: true, childList: true, characterData: true, attributes: true };

/** Hears what happens after a click. */
interface Hears {
  changed(changes: MutationRecord[]): void;
  /** `focused` where it was a focus. */
  reacted(focused?: EventTarget | null): void;
  failed(): void;
  /** A request that began then, and is told when it has ended. */
  requested(atMs: number): void;
}

export interface Witness {
  /** Begins to look at these documents and shadow roots, and to listen: for good, since listeners come and go dearly. */
  look(roots: Iterable<Node>): void;
  /** Leaves the document's changes alone until it looks again. */
  pause(): void;
  stop: Stop;
}

export const createWitness = ({ guard, options }: CaptureContext, hears: Hears): Witness => {
  let offs: Stop[] = [];
  // Not `beforeunload`, which costs a page its place in the back/forward cache of some browsers.
  const { navigation } = window as { navigation?: EventTarget };
  const changes = new MutationObserver(guard('witness', hears.changed));
  const requests = new PerformanceObserver(
    guard('witness', (list: PerformanceObserverEntryList) => {
      for (const { name, initiatorType, startTime } of list.getEntries() as PerformanceResourceTiming[])
        if (REQUEST.test(initiatorType) && !isOurs(name, options)) hears.requested(startTime);
    }),
  );
  const sign = ({ type, target }: Event) => {
    // Elements lose their focus to every click; a window loses it to dialogs and new tabs.
    if ((type === 'blur' && target !== window) || (type === 'selectionchange' && !isSelecting())) return;
    hears.reacted(type === 'focusin' ? target : undefined);
  };
  return {
    look(roots) {
      for (const root of roots) changes.observe(root, CHANGES);
      if (offs.length) return;
      requests.observe({ type: 'resource' });
      offs = [
        ...SIGNS.map((type) => guard.on(window, type, sign)),
        ...(navigation ? [guard.on(navigation, 'navigate', sign)] : []),
        guard.on(window, 'error', (event) => event.target === window && hears.failed()),
      ];
    },
    pause: () => changes.disconnect(),
    stop() {
      for (const off of offs) off();
      offs = [];
      changes.disconnect();
      requests.disconnect();
    },
  };
};
