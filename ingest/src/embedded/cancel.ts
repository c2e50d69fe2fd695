import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineCore } from './engine.ts';
import { exception } from './exception.ts';

const REPEAT_MS = 20;

export type Canceller = {
  /** Throws when nobody waits for the answer of a read any more. */
  assertWanted(response: ServerResponse): void;
  /** Runs a read and stops it in the engine when its caller leaves before the answer. */
  cancellable<T>(response: ServerResponse, tag: string, read: () => Promise<T>): Promise<T>;
  /** Stops every read, those under way and those to come. */
  stop(): void;
  /** No KILL is under way any more: before that the connection they use must not be closed. */
  idle(): Promise<void>;
};

/**
 * A read is not in the process list until the engine has taken it over, so a single KILL may find nothing: it is repeated
 * until the read has settled. One statement a round for all of them, or 100 leaving callers would queue thousands.
 */
export function createCanceller(engine: EngineCore): Canceller {
  const underWay = new Set<string>();
  const unwanted = new Set<string>();
  let stopped = false;
  let isKilling = false;
  let killing: Promise<void> = Promise.resolve();

  function cancel(tag: string): void {
    unwanted.add(tag);
    if (!isKilling) killing = killUnwanted();
  }

  async function killUnwanted(): Promise<void> {
    isKilling = true;
    while (unwanted.size > 0) {
      await engine.kill([...unwanted]).catch(() => undefined);
      await sleep(REPEAT_MS);
    }
    isKilling = false;
  }

  function assertWanted(response: ServerResponse): void {
    if (stopped || response.destroyed) throw exception(394, 'QUERY_WAS_CANCELLED', 'Query was cancelled.');
  }

  return {
    assertWanted,

    async cancellable(response, tag, read) {
      // The caller may have left while the connection was prepared: its `close` has been and will not come again.
      assertWanted(response);
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

    stop() {
      stopped = true;
      for (const tag of underWay) cancel(tag);
    },

    idle: () => killing,
  };
}
