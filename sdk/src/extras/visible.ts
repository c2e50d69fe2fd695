import type { Capture, Page } from '../capture/index.ts';
import { timeOf } from '../util/index.ts';

/** For so long after a sign of a person the page counts as used. */
const ACTIVE_MS = 15_000;
/** What is less waits for more: a page that goes is told twice, `pagehide` and then hidden. */
const MIN_MS = 100;
const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchmove', 'scroll'];

/** When this was last told of a page load, for those that are stopped and started again. */
const told = new WeakMap<Page, number>();

/** How long a page view was visible, and used. An event tells what came on top of the one before it. */
export const captureVisible: Capture = ({ guard, page, emit, atClose }) => {
  const now = performance.now();
  const age = Math.max(0, Date.now() - timeOf(page.id));
  let isShown = !document.hidden;
  // This starts when the page is idle; what it missed was visible, as far as anybody can tell.
  let at = isShown ? Math.max(now - age, told.get(page) ?? 0) : now;
  let signAt = at;
  let visible = 0;
  let active = 0;

  const count = () => {
    const now = performance.now();
    if (isShown) {
      visible += now - at;
      active += Math.max(0, Math.min(now, signAt + ACTIVE_MS) - at);
    }
    at = now;
    isShown = !document.hidden;
    told.set(page, now);
  };
  const tell = () => {
    count();
    if (visible < MIN_MS) return;
    emit('$visible', { visible_ms: Math.round(visible), active_ms: Math.round(active) });
    visible = active = 0;
  };
  const sign = () => {
    const now = performance.now();
    // Between two signs that are near each other everything was active: only the last of them needs to be known.
    if (now > signAt + ACTIVE_MS) count();
    signAt = now;
  };

  const stops = [
    ...SIGNS.map((type) => guard.on(document, type, sign)),
    guard.on(document, 'visibilitychange', count),
    atClose((last) => last && tell()),
  ];
  return () => {
    tell();
    for (const stop of stops) stop();
  };
};
