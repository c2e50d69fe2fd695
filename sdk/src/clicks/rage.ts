import type { Trial } from './trial.ts';

/** So many clicks, so quickly, on one spot: the widely used rule. Those that the page answered do not count. */
const MIN_CLICKS = 3;
const SPAN_MS = 1_000;
const RADIUS_PX = 30;

/** One burst of clicks on one spot. The click that made it a rage carries their number. */
export interface Rage {
  add(trial: Trial): void;
  /** The carrier and its number as far as it is known, 0 when it was none after all. */
  verdict(): [carrier: Trial, count: number] | undefined;
}

export const createRage = (): Rage => {
  let burst: Trial[] = [];
  let carrier: Trial | undefined;
  const isSameSpot = (one: Trial, other: Trial) => Math.hypot(one.x - other.x, one.y - other.y) <= RADIUS_PX;
  const unanswered = () => burst.filter(({ answered }) => !answered);
  return {
    add(trial) {
      const last = burst.at(-1);
      if (!last || trial.atMs - last.atMs > SPAN_MS || !isSameSpot(trial, last)) {
        burst = [];
        carrier = undefined;
      }
      if (!carrier) burst = unanswered().filter(({ atMs }) => trial.atMs - atMs <= SPAN_MS);
      burst.push(trial);
      carrier ??= burst[MIN_CLICKS - 1];
    },
    verdict() {
      const count = unanswered().length;
      return carrier && [carrier, count < MIN_CLICKS ? 0 : count];
    },
  };
};
