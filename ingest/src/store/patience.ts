import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../log.ts';

const FIRST_PAUSE_MS = 50;
/** Short enough that a store that comes back is noticed soon, long enough to leave one that struggles alone. */
const LONGEST_PAUSE_MS = 5_000;

/** Pauses between tries: doubling, with jitter, cut short by `wake` and by the end. */
export function createPatience(signal: AbortSignal, log: Logger) {
  let pauseMs = FIRST_PAUSE_MS;
  let waking = new AbortController();

  async function pause(): Promise<void> {
    const jittered = pauseMs * (0.75 + Math.random() / 2);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    await sleep(jittered, undefined, { signal: AbortSignal.any([signal, waking.signal]) }).catch(() => undefined);
    signal.throwIfAborted();
  }

  return {
    pause,
    /** Repeats until it works; every failure is logged with these words. */
    async retrying<T>(what: string, work: () => Promise<T>): Promise<T> {
      for (;;) {
        try {
          const result = await work();
          pauseMs = FIRST_PAUSE_MS;
          return result;
        } catch (error) {
          signal.throwIfAborted();
          log.warn({ err: error }, what);
          await pause();
        }
      }
    },
    /** Settles with `work` or at the end, whichever is first. A race with one long promise would collect a listener at every turn. */
    unlessEnded(work: Promise<void>): Promise<void> {
      return new Promise((resolve, reject) => {
        const end = () => resolve();
        signal.addEventListener('abort', end, { once: true });
        work.then(resolve, reject).finally(() => signal.removeEventListener('abort', end));
      });
    },
    reset(): void {
      pauseMs = FIRST_PAUSE_MS;
    },
    /** What was waited for may have come. */
    wake(): void {
      pauseMs = FIRST_PAUSE_MS;
      waking.abort();
      waking = new AbortController();
    },
  };
}

export type Patience = ReturnType<typeof createPatience>;
