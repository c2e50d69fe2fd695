import { HttpError } from '../errors.ts';
import type { Project } from '../store/index.ts';
import { createTurn, DAY_MS } from './day.ts';

/** A gigabyte of recordings takes some 50 MB on the disk. */
const DEFAULT_DAY_BYTES = 8 * 1_073_741_824;
/** A recorder that is told to come back does so with everything it has; an hour spares both sides. */
const LONGEST_WAIT_S = 3_600;

/** How much each project may record in a day (UTC) on this server; `replay_day_bytes` in its settings changes it. */
export interface ReplayCap {
  /** Counts the bytes, or throws `REPLAY_CAP_REACHED`. */
  take(project: Project, bytes: number): void;
}

export function createReplayCap(now: () => number): ReplayCap {
  const used = new Map<string, number>();
  const turn = createTurn(now, () => used.clear());
  return {
    take({ id, settings }, bytes) {
      const today = turn();
      const allowed = typeof settings.replay_day_bytes === 'number' ? settings.replay_day_bytes : DEFAULT_DAY_BYTES;
      const taken = used.get(id) ?? 0;
      if (taken + bytes > allowed) {
        const untilTomorrowS = Math.ceil(((today + 1) * DAY_MS - now()) / 1_000);
        throw new HttpError('REPLAY_CAP_REACHED', { retryAfterSeconds: Math.min(untilTomorrowS, LONGEST_WAIT_S) });
      }
      used.set(id, taken + bytes);
    },
  };
}
