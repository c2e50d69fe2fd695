export const DAY_MS = 86_400_000;

/** Of a moment, in whole days (UTC) since 1970. */
export const dayOf = (ms: number): number => Math.floor(ms / DAY_MS);

/** Calls back with the new day and the last one whenever it is asked on another day than before. */
export function createTurn(now: () => number, turned: (day: number, before: number) => void): () => number {
  let day = dayOf(now());
  return function turn() {
    const today = dayOf(now());
    if (today !== day) {
      const before = day;
      day = today;
      turned(day, before);
    }
    return day;
  };
}
