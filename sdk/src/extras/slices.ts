import type { Guard, Stop } from '../util/index.ts';

/** One turn of work. A frame has 16 ms, and most of them belong to the page. */
const SLICE_MS = 4;
/** A page that is never idle still gets its turns. */
const MAX_WAIT_MS = 1_000;
/** Safari has no idle callback. */
const PAUSE_MS = 50;

/** Does a little after another while the page is idle, until `step` has nothing more to do. */
export const inSlices = (guard: Guard, step: () => boolean): Stop => {
  let over = false;
  const next = () => {
    if ('requestIdleCallback' in window) requestIdleCallback(run, { timeout: MAX_WAIT_MS });
    else setTimeout(run, PAUSE_MS);
  };
  const run = guard('slice', () => {
    const end = performance.now() + SLICE_MS;
    let more = !over;
    while (more && performance.now() < end) more = step();
    if (more) next();
  });
  next();
  return () => {
    over = true;
  };
};
