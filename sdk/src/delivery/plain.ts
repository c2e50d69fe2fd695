import type { Counter } from './counter.ts';
import type { Parcel } from './parcel.ts';
import { drop } from './tally.ts';
import type { Answer } from './transport.ts';
import { WAIT, waitOf } from './wait.ts';

const RETRY_MS = 60_000;
/** Batches that wait: about what a courier would keep. */
const MAX_WAITING = 100;

/**
 * Who carries the batches until the courier is there, and when it never comes: newest first, as much as the keepalive
 * budget takes. What is not acknowledged stays where it is.
 */
export const createPlain = ({ shelf, tally, waiting, forget, post }: Counter): (() => void) => {
  const take = ({ id, slips }: Parcel, [text, , retryAfter]: Answer) => {
    try {
      const { batch_id, accepted } = JSON.parse(text as string);
      // Captive portals and proxies say 200 too.
      if (batch_id === id && accepted >= 0) {
        // Somebody else may have taken the batch over meanwhile.
        if (!waiting.has(id)) return;
        tally.acked += accepted;
        drop(tally, 'partial', slips.size - accepted);
        return forget(id);
      }
    } catch {
      // Not our server's answer.
    }
    shelf(WAIT, `${Date.now() + (Number(retryAfter) * 1_000 || RETRY_MS)}`);
  };
  return () => {
    for (const [id, { slips }] of waiting) {
      if (waiting.size <= MAX_WAITING) break;
      drop(tally, 'overflow', slips.size);
      forget(id);
    }
    if (!waitOf(shelf))
      for (const parcel of [...waiting.values()].reverse())
        if (!parcel.safe) void post(parcel).then((answer) => answer && take(parcel, answer));
  };
};
