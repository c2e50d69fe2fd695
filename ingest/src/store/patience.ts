import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_PAUSE_MS = 50;
/** Short enough that a store that comes back is noticed soon, long enough to leave one that struggles alone. */
const LONGEST_PAUSE_MS = 5_000;

/** Pauses between tries: doubling, with jitter, cut short by `wake` and by the end. */
export function createPatience(signal: AbortSignal) {
  let pauseMs = FIRST_PAUSE_MS;
  let waking = new AbortController();
  return {
    async pause(): Promise<void> {
      const jittered = pauseMs * (0.75 + Math.random() / 2);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      await sleep(jittered, undefined, { signal: AbortSignal.any([signal, waking.signal]) }).catch(() => undefined);
      signal.throwIfAborted();
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
