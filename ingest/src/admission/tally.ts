import { OTHER } from '../enrich/index.ts';

const DAY_MS = 86_400_000;
/** More kinds of machines than any site meets; the reasons come from user agents, which anybody can write. */
const MAX_REASONS = 100;

/** Counts by reason, of one day (UTC). */
export interface Tally {
  add(reason: string, count: number): void;
  report(): Record<string, number>;
}

export function createTally(now: () => number): Tally {
  let day = 0;
  let counts = new Map<string, number>();

  function turn(): void {
    const today = Math.floor(now() / DAY_MS);
    if (today === day) return;
    day = today;
    counts = new Map();
  }

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
