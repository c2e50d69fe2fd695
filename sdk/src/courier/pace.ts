import { WAIT, waitOf } from '../delivery/index.ts';
import type { Shelf } from '../util/index.ts';

const FIRST_DELAY_MS = 1_000;
const MAX_DELAY_MS = 300_000;

export interface Pace {
  /** Milliseconds until the next request is allowed, 0 for now; the same for all tabs. */
  wait(): number;
  /** Full jitter, doubling; what the server asks for wins. Without an argument: something went through. */
  note(failed?: 'lost' | 'busy', afterMs?: number): void;
  /** The network is back: a wait that only the network caused is over. */
  online(): void;
}

/** When to try again. Kept beside the data, so that neither a reload nor another tab forgets it. */
export const createPace = (shelf: Shelf): Pace => {
  let failures = 0;
  let until = 0;
  let cause: string | undefined;
  const note: Pace['note'] = (failed, afterMs) => {
    if (!failed && !until) return;
    cause = failed;
    failures = failed ? failures + 1 : 0;
    const delay = afterMs || Math.random() * Math.min(MAX_DELAY_MS, (FIRST_DELAY_MS / 2) * 2 ** failures);
    until = failed ? Date.now() + delay : 0;
    shelf(WAIT, failed ? `${until}` : null);
  };
  return {
    wait: () => waitOf(shelf, until),
    note,
    online: () => cause === 'lost' && note(),
  };
};
