import { createTurn, DAY_MS } from './day.ts';

/** A client that is told to come back does so with everything it has kept; an hour spares both sides. */
const LONGEST_WAIT_S = 3_600;

/** Counts one project's events of the day (UTC): what the store had of all servers when it was asked last, and what came here since. */
export interface Quota {
  /** @returns how many seconds to wait when `count` more are too many */
  take(count: number, allowed: number): number | undefined;
  used(): number;
  /** The store's count of today; `asOfTaken` is what `taken()` said when it was asked. */
  adjust(stored: number, asOfTaken: number): void;
  taken(): number;
}

export function createQuota(now: () => number): Quota {
  let taken = 0;
  let base = 0;
  let baseTaken = 0;

  const turn = createTurn(now, () => {
    taken = base = baseTaken = 0;
  });
  const used = () => base + taken - baseTaken;

  return {
    take(count, allowed) {
      const day = turn();
      if (used() + count > allowed) {
        const untilTomorrowS = Math.ceil(((day + 1) * DAY_MS - now()) / 1_000);
        return Math.min(untilTomorrowS, LONGEST_WAIT_S);
      }
      taken += count;
      return undefined;
    },
    used() {
      turn();
      return used();
    },
    adjust(stored, asOfTaken) {
      turn();
      // What is still in the spool is in neither count: never believe less than what was seen here.
      if (stored + taken - asOfTaken < used()) return;
      base = stored;
      baseTaken = asOfTaken;
    },
    taken() {
      turn();
      return taken;
    },
  };
}
