import type { Shelf } from '../util/index.ts';

const FIRST_DELAY_MS = 1_000;
const MAX_DELAY_MS = 300_000;
/** Longer than any wait we ever note down: such a note was made by a clock that has since stepped back. */
const MAX_NOTED_MS = 3_600_000;
const NAME = 'wait';

export interface Pace {
  /** Milliseconds until the next request is allowed, 0 for now; the same for all tabs. */
  wait(): number;
  succeeded(): void;
  /** Full jitter, doubling; what the server asks for wins. */
  failed(answered: boolean, afterMs: number): void;
  /** The network is back: a wait that only the network caused is over. */
  online(): void;
}

/** When to try again. Kept beside the data, so that neither a reload nor another tab forgets it. */
export const createPace = (shelf: Shelf): Pace => {
  let failures = 0;
  let until = 0;
  let network = false;
  const note = (time: number) => {
    until = time;
    shelf.set(NAME, time ? `${time}` : null);
  };
  return {
    wait() {
      const left = (Number(shelf.get(NAME)) || until) - Date.now();
      return left > 0 && left <= MAX_NOTED_MS ? left : 0;
    },
    succeeded() {
      if (failures) note(0);
      failures = 0;
    },
    failed(answered, afterMs) {
      network = !answered;
      note(Date.now() + (afterMs || Math.random() * Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** failures)));
      failures++;
    },
    online() {
      if (network) note(0);
    },
  };
};
