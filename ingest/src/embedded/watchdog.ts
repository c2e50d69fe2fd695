import { setTimeout as sleep } from 'node:timers/promises';

/** One miss may be a machine that slept or a very busy moment. */
const MISSES_ALLOWED = 1;

type Watch = { url: string; headers: Record<string, string>; everyMs: number; over: AbortSignal; onDead: () => void };

/** Asks the engine for a sign of life; `onDead` when it gives none, so that a hung engine is replaced like a crashed one. */
export async function watch({ url, headers, everyMs, over, onDead }: Watch): Promise<void> {
  let misses = 0;
  while (!over.aborted) {
    await sleep(everyMs, undefined, { signal: over, ref: false }).catch(() => undefined);
    if (over.aborted) return;
    const answer = await fetch(`${url}/alive`, { headers, signal: AbortSignal.timeout(everyMs * 2) }).catch(
      () => undefined,
    );
    misses = answer?.ok ? 0 : misses + 1;
    if (misses > MISSES_ALLOWED && !over.aborted) {
      misses = 0;
      onDead();
    }
  }
}
