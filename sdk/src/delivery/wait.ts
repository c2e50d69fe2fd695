import type { Shelf } from '../util/index.ts';

export const WAIT = 'wait';
/** No wait is longer: one that is was noted by a clock that has since stepped back. */
export const MAX_WAIT_MS = 3_600_000;

/** Milliseconds until the next request is allowed, 0 for now; the same for all tabs. */
export const waitOf = (shelf: Shelf, until = 0): number => {
  const left = (Number(shelf(WAIT)) || until) - Date.now();
  return left > 0 && left <= MAX_WAIT_MS ? left : 0;
};
