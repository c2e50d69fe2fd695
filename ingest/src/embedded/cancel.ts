import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineCore } from './engine.ts';

const REPEAT_MS = 20;

export type Canceller = {
  /** Runs a read and stops it in the engine when its caller leaves before the answer. */
  cancellable<T>(response: ServerResponse, tag: string, read: () => Promise<T>): Promise<T>;
  /** Stops every read under way. */
  cancelAll(): void;
};

/**
 * A read is not in the process list until the engine has taken it over, so a single KILL may find nothing: it is repeated
 * until the read has settled. One statement a round for all of them, or 100 leaving callers would queue thousands.
 */
export function createCanceller(engine: EngineCore): Canceller {
  const underWay = new Set<string>();
  const unwanted = new Set<string>();
  let killing = false;

  function cancel(tag: string): void {
    unwanted.add(tag);
    if (!killing) void killUnwanted();
  }

  async function killUnwanted(): Promise<void> {
    killing = true;
    while (unwanted.size > 0) {
      await engine.kill([...unwanted]).catch(() => undefined);
      await sleep(REPEAT_MS);
    }
    killing = false;
  }

  return {
    async cancellable(response, tag, read) {
      const leave = () => cancel(tag);
      underWay.add(tag);
      response.once('close', leave);
      try {
        return await read();
      } finally {
        response.off('close', leave);
        underWay.delete(tag);
        unwanted.delete(tag);
      }
    },

    cancelAll() {
      for (const tag of underWay) cancel(tag);
    },
  };
}
