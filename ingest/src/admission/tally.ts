import { OTHER } from '../enrich/index.ts';
import { createTurn } from './day.ts';

/** More kinds of machines than any site meets; the reasons come from user agents, which anybody can write. */
const MAX_REASONS = 100;

/** Counts by reason, of one day (UTC). */
export interface Tally {
  add(reason: string, count: number): void;
  report(): Record<string, number>;
}

export function createTally(now: () => number): Tally {
  let counts = new Map<string, number>();

  const turn = createTurn(now, () => {
    counts = new Map();
  });

  return {
    add(reason, count) {
      turn();
      const name = counts.has(reason) || counts.size < MAX_REASONS ? reason : OTHER;
      counts.set(name, (counts.get(name) ?? 0) + count);
    },
    report() {
      turn();
      return Object.fromEntries(counts);
    },
  };
}
