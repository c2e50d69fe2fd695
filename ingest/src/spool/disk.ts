import { statfs } from 'node:fs/promises';
import type { Logger } from '../log.ts';
import { retryAfterSeconds, SpoolFullError } from './errors.ts';
import type { SpoolLimits } from './limits.ts';

const LOOK_EVERY_MS = 1_000;
/** Replays are refused at this share of the cap already: one weighs as much as thousands of events. */
const REPLAY_SHARE = 0.8;

/** Watches the room there is, so that the refusal itself costs nothing. */
export async function watchDisk(dir: string, limits: SpoolLimits, log: Logger, spoolBytes: () => number) {
  let free = Number.POSITIVE_INFINITY;
  let keepFree = 0;

  async function look(): Promise<void> {
    try {
      const { bavail, blocks, bsize } = await statfs(dir);
      free = bavail * bsize;
      keepFree = Math.min(limits.keepFreeBytes, blocks * bsize * limits.keepFreeShare);
    } catch (error) {
      log.error({ err: error }, 'The free space of the disk cannot be read');
    }
  }

  await look();
  const timer = setInterval(look, LOOK_EVERY_MS).unref();
  return {
    refusal(kind: 'events' | 'replay'): SpoolFullError | undefined {
      const share = kind === 'replay' ? REPLAY_SHARE : 1;
      if (spoolBytes() >= limits.spoolBytes * share)
        return new SpoolFullError('its cap is reached', retryAfterSeconds());
      if (free * share < keepFree) return new SpoolFullError('the disk is nearly full', retryAfterSeconds());
      return undefined;
    },
    stop: () => clearInterval(timer),
  };
}
