/** From here on a fold is as cheap per event as it gets: 3.6 s of CPU per million against 11.4 s at 10,000. */
const WORTHWHILE_ROWS = 100_000;
/** A rest this many times as long as the last fold leaves the engine to ingest and to questions. */
const REST_PER_WORK = 1.5;
/** An event is in every answer 5 s after its ack, also under load. */
const LONGEST_REST_MS = 2_500;
const SHORTEST_REST_MS = 100;

export interface Pace {
  /** A fold took this long. */
  ended(ms: number): void;
  /** Whether to fold now, with so many rows waiting. */
  isDue(rows: number): boolean;
  restMs(): number;
}

/** Small folds at once while they are quick, larger and fewer ones when they are not. */
export function createPace(now: () => number): Pace {
  let restUntil = 0;
  return {
    ended(ms) {
      restUntil = now() + Math.min(LONGEST_REST_MS, Math.max(SHORTEST_REST_MS, ms * REST_PER_WORK));
    },
    isDue: (rows) => rows >= WORTHWHILE_ROWS || now() >= restUntil,
    restMs: () => Math.max(1, restUntil - now()),
  };
}
