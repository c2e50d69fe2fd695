/** From here on a fold is as cheap per event as it gets: 7.6 CPU seconds per million, 12 to 16 at 100,000, 43 at 10,000. */
const WORTHWHILE_ROWS = 300_000;
/** A rest this many times as long as the last fold leaves the engine to ingest and to questions. */
const REST_PER_WORK = 1.5;
/** An event is in every answer 5 s after its ack, also under load. */
const LONGEST_REST_MS = 2_500;
/** Beyond 20,000 events a second nobody is promised these within 5 s, and fewer folds leave the engine to the rest. */
const FLOOD_REST_MS = 5_000;
const FLOOD_PER_SECOND = 30_000;
/** Half of what a small fold costs is there with no event at all: where thousands come in a second, folds rest this long. */
const BUSY_REST_MS = 1_000;
const BUSY_PER_SECOND = 3_000;
/** … and elsewhere everybody sees his click within two seconds. */
const SHORTEST_REST_MS = 300;

export interface Pace {
  /** A fold of so many rows took this long. */
  ended(ms: number, rows: number): void;
  /** Whether to fold now, with so many rows waiting. */
  isDue(rows: number): boolean;
  restMs(): number;
}

function restAfter(perSecond: number): { shortest: number; longest: number } {
  if (perSecond < BUSY_PER_SECOND) return { shortest: SHORTEST_REST_MS, longest: LONGEST_REST_MS };
  if (perSecond < FLOOD_PER_SECOND) return { shortest: BUSY_REST_MS, longest: LONGEST_REST_MS };
  return { shortest: FLOOD_REST_MS, longest: FLOOD_REST_MS };
}

/** Small folds at once while they are quick, larger and fewer ones when they are not. What each costs: `bench/rollup/steps.ts`. */
export function createPace(now: () => number): Pace {
  let endedAt: number | undefined;
  let restUntil = 0;
  return {
    ended(ms, rows) {
      const at = now();
      // By what comes in a second, not by what a fold holds: a long rest makes a large fold, and would never end.
      const perSecond = endedAt === undefined ? 0 : (rows * 1_000) / Math.max(1, at - endedAt);
      endedAt = at;
      const { shortest, longest } = restAfter(perSecond);
      restUntil = at + Math.min(longest, Math.max(shortest, ms * REST_PER_WORK));
    },
    isDue: (rows) => rows >= WORTHWHILE_ROWS || now() >= restUntil,
    restMs: () => Math.max(1, restUntil - now()),
  };
}
