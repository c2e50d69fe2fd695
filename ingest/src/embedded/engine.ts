import { sqlLiteral } from '../sql-literal.ts';
import { type Connection, wrapConnection } from './connection.ts';
import type { Native } from './native.ts';

export type EngineCore = {
  /** A connection of its own: nothing set on it reaches anybody else. Costs 0.1 ms. */
  connect(): Connection;
  /** Stops the reads whose `log_comment` is one of `tags`; returns without waiting for their end. One call at a time. */
  kill(tags: readonly string[]): Promise<void>;
  close(): void;
};

type Options = { native: Native; directory: string; memoryBytes: number; markCacheBytes: number };

/** Opens chDB on `directory`. The admin connection keeps it open while no request is under way. */
export function openEngine({ native, directory, memoryBytes, markCacheBytes }: Options): EngineCore {
  const engineArguments = [`--max_server_memory_usage=${memoryBytes}`, `--mark_cache_size=${markCacheBytes}`];
  const connect = (args?: readonly string[]) => {
    const connection = args ? native.CreateConnection(directory, args) : native.CreateConnection(directory);
    if (connection === null) throw new Error(`The engine gave no connection to ${directory}`);
    return wrapConnection(native, connection);
  };
  const admin = connect(engineArguments);

  return {
    connect: () => connect(),
    async kill(tags) {
      await admin.query(
        `KILL QUERY WHERE Settings['log_comment'] IN (${tags.map(sqlLiteral).join(', ')}) ASYNC`,
        'Null',
      );
    },
    close: () => admin.close(),
  };
}
