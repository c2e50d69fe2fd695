import { mkdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../config.ts';
import { findEngine, startEngine } from '../embedded/index.ts';
import { createLog, type Logger } from '../log.ts';
import { DirectoryLockedError, lockDirectory } from '../spool/index.ts';
import {
  createStoreClient,
  ensureDatabase,
  migrate,
  type StoreAddress,
  type StoreClient,
  type StoreClientOptions,
} from '../store/index.ts';

/** A server that is just starting holds the directory for a moment before its engine answers. */
const WAIT_FOR_ENGINE_MS = 10_000;
const LOOK_AGAIN_MS = 250;

/** A server holds the data directory, but no engine of it can be asked. */
class StoreUnreachableError extends Error {
  override name = 'StoreUnreachableError';
}

export interface OpenStore {
  client: StoreClient;
  log: Logger;
  /** Migrations that opening it applied. */
  applied: readonly string[];
  /** No server runs on the data directory, and none can start before this is over. */
  holdsDirectory: boolean;
}

interface Reached {
  address: StoreAddress;
  holdsDirectory: boolean;
  close(): Promise<void>;
}

async function openEngine(config: Config, log: Logger): Promise<Reached> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const deadline = Date.now() + WAIT_FOR_ENGINE_MS;
  for (;;) {
    const running = await findEngine(config.dataDir);
    if (running !== undefined) return { address: running, holdsDirectory: false, close: async () => {} };
    try {
      const lock = await lockDirectory(config.dataDir);
      try {
        const engine = await startEngine({ dataDir: config.dataDir, ownsDirectory: true, log });
        return { address: engine, holdsDirectory: true, close: () => engine.stop().finally(() => lock.release()) };
      } catch (error) {
        await lock.release();
        throw error;
      }
    } catch (error) {
      if (!(error instanceof DirectoryLockedError)) throw error;
      if (Date.now() > deadline) {
        throw new StoreUnreachableError(
          `A server uses ${config.dataDir}, but its embedded store does not answer. If it was started with CLICKHOUSE_URL, give it here too.`,
        );
      }
      await delay(LOOK_AGAIN_MS);
    }
  }
}

/**
 * Lets a command use the store: the one at CLICKHOUSE_URL, that of the server running on the data directory,
 * or, when none runs, the directory's own, opened for as long as the command takes.
 */
export async function withStore<Result>(
  config: Config,
  use: (store: OpenStore) => Promise<Result>,
  clientOptions: StoreClientOptions = {},
): Promise<Result> {
  // A command speaks through its results; what it did along the way is only of interest when asked for.
  const log = createLog(config.logLevel === 'info' ? 'error' : config.logLevel);
  const reached: Reached =
    config.clickhouseUrl === undefined
      ? await openEngine(config, log)
      : {
          address: { url: config.clickhouseUrl, cluster: config.cluster, insertQuorum: config.insertQuorum },
          holdsDirectory: false,
          close: async () => {},
        };
  const client = createStoreClient(reached.address, clientOptions);
  try {
    await ensureDatabase(reached.address);
    const applied = await migrate({ client, log, cluster: config.cluster });
    return await use({ client, log, applied, holdsDirectory: reached.holdsDirectory });
  } finally {
    await client.close();
    await reached.close();
  }
}
