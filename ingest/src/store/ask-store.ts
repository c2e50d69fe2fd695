import { setTimeout as delay } from 'node:timers/promises';
import { HttpError } from '../errors.ts';

/** A flood of unknown keys asks the store only so often. */
const ASK_AGAIN_AFTER_MS = 500;
/** Requests that wait for an answer about their key; beyond, they are told to come back. */
const MAX_WAITING = 200;
/** A store that hangs must not hold requests for ever. A busy one was seen to take over 2 s, and a refusal is no answer to a wrong key. */
const LONGEST_WAIT_MS = 8_000;
const COME_BACK_AFTER_S = 2;

export interface AskStoreOptions {
  refresh: () => Promise<void>;
  /** The refresh under way, if any. */
  running: () => Promise<void> | undefined;
  /** When the last one ended. */
  lastAsked: () => number;
}

/**
 * Waits for a refresh that begins after the call: what came before it is no answer about a key that has just been made.
 * Clients give up on a key that is called unknown, so without an answer this throws `STORE_UNAVAILABLE`.
 */
export function createAskStore({ refresh, running, lastAsked }: AskStoreOptions): () => Promise<void> {
  let asking: Promise<void> | undefined;
  let waiting = 0;

  async function ask(): Promise<void> {
    await running()?.catch(() => {});
    await delay(Math.max(0, lastAsked() + ASK_AGAIN_AFTER_MS - Date.now()), undefined, { ref: false });
    asking = undefined;
    await refresh();
  }

  return async () => {
    if (waiting >= MAX_WAITING) throw new HttpError('STORE_UNAVAILABLE', { retryAfterSeconds: COME_BACK_AFTER_S });
    waiting += 1;
    try {
      asking ??= ask();
      const late = delay(LONGEST_WAIT_MS, 'late', { ref: false });
      if ((await Promise.race([asking, late])) === 'late') throw new Error('The store did not tell in time');
    } catch (error) {
      throw new HttpError('STORE_UNAVAILABLE', { retryAfterSeconds: COME_BACK_AFTER_S, cause: error });
    } finally {
      waiting -= 1;
    }
  };
}
