import type { ServerResponse } from 'node:http';
import type { EngineCore } from './engine.ts';

const REPEAT_MS = 25;

export type Canceller = {
  /** Runs a read and stops it in the engine when its caller leaves before the answer. */
  cancellable<T>(response: ServerResponse, tag: string, read: () => Promise<T>): Promise<T>;
  /** Stops every read under way. */
  cancelAll(): void;
};

/**
 * A read is not in the process list until the engine has taken it over, so a single KILL may find nothing:
 * it is repeated until the read has settled.
 */
export function createCanceller(engine: EngineCore): Canceller {
  const stops = new Set<() => void>();

  return {
    async cancellable(response, tag, read) {
      let timer: NodeJS.Timeout | undefined;
      const kill = () => void engine.kill(tag).catch(() => undefined);
      const stop = () => {
        if (timer !== undefined) return;
        kill();
        timer = setInterval(kill, REPEAT_MS);
      };
      stops.add(stop);
      response.once('close', stop);
      try {
        return await read();
      } finally {
        clearInterval(timer);
        stops.delete(stop);
        response.off('close', stop);
      }
    },

    cancelAll() {
      for (const stop of stops) stop();
    },
  };
}
