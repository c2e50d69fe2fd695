import type { Counter, Courier } from './counter.ts';
import { WAIT, waitOf } from './wait.ts';

const RETRY_MS = 60_000;

/**
 * Who carries the batches until the courier is there, and when it never comes: newest first, as much as the keepalive
 * budget takes. What is not acknowledged stays where it is.
 */
export const createPlainCourier = ({ shelf, waiting, post, settle }: Counter): Courier => {
  const run = () => {
    if (!waitOf(shelf))
      for (const parcel of [...waiting.values()].reverse())
        if (!parcel.safe)
          void post(parcel).then((answer) => {
            if (answer && !settle(parcel, answer))
              shelf(WAIT, `${Date.now() + (Number(answer[2]) * 1_000 || RETRY_MS)}`);
          });
  };
  return { run, work: run, last: run, added() {}, paused: () => false, stop() {} };
};
