import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../log.ts';

/** Gets what is left of the time for the whole stop. */
type Close = (leftMs: number) => unknown;

const TOO_LATE = Symbol();

/**
 * What starts last stops first, all within one time: whoever is not done when it is over is left behind. One part that fails to stop
 * does not keep the others from it.
 */
export function createCloseStack(log: Logger) {
  const closers: { name: string; close: Close }[] = [];
  let closing: Promise<void> | undefined;

  async function closeInTime(close: Close, leftMs: number): Promise<void> {
    const over = new AbortController();
    const late = delay(leftMs, TOO_LATE, { signal: over.signal }).catch(() => undefined);
    try {
      if ((await Promise.race([close(leftMs), late])) === TOO_LATE) throw new Error('It took too long');
    } finally {
      over.abort();
    }
  }

  async function closeAll(withinMs: number): Promise<void> {
    const endsAt = performance.now() + withinMs;
    for (const { name, close } of closers.reverse()) {
      try {
        await closeInTime(close, Math.max(0, endsAt - performance.now()));
        log.debug({ part: name }, 'stopped');
      } catch (error) {
        log.error({ err: error, part: name }, 'did not stop cleanly');
      }
    }
  }

  return {
    push(name: string, close: Close): void {
      closers.push({ name, close });
    },
    close(withinMs: number): Promise<void> {
      closing ??= closeAll(withinMs);
      return closing;
    },
  };
}
