import type { Gasp } from '../delivery/index.ts';
import type { Guard, Stop } from '../util/index.ts';

/**
 * A write costs both stores about half a millisecond. What a person does is written at the end of its own task; of a
 * longer burst, twice a second. Each quiet half second gives one write back.
 */
const MAX_SPARE_WRITES = 5;
const BURST_MS = 500;

/** Answers how to end it; what is not written then is written by the end of the page. */
export const slowBursts = (gasp: Gasp, guard: Guard): Stop => {
  let spare = MAX_SPARE_WRITES;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const pause = guard('gasp', () => {
    if (!gasp.write()) spare++;
    timer = spare < MAX_SPARE_WRITES ? setTimeout(pause, BURST_MS) : undefined;
  });
  gasp.later = () => {
    timer ??= setTimeout(pause, BURST_MS);
    return !spare || !spare--;
  };
  return () => {
    clearTimeout(timer);
    timer = undefined;
  };
};
