import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../config.ts';
import { type Engine, EngineUnavailableError, startEngine } from '../embedded/index.ts';
import type { Logger } from '../log.ts';
import { EMPTY_DATABASE, prepareSql } from '../sql/index.ts';
import {
  createStoreClient,
  ensureDatabase,
  MigrationError,
  mergeLess,
  migrate,
  type StoreClient,
  UNHURRIED,
} from '../store/index.ts';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
/** How long a stop waits for the try that is under way. */
const LONGEST_FAREWELL_MS = 2_000;

/**
 * Trying again will not help: an operator has to do something. A locked engine is not among them: this server holds the lock of the
 * data directory, so the engine is one of an earlier life that is still dying, and events wait in the spool.
 */
const FINAL_ERRORS = [MigrationError, EngineUnavailableError];

export interface StoreLinkOptions {
  config: Config;
  log: Logger;
  /** Runs once the schema is right; the link is up when it has succeeded. */
  onReady: (client: StoreClient) => Promise<void>;
  onEngineRestart: () => void;
  /** Errors beyond those of the store for which another try is useless. */
  isFinal: (error: unknown) => boolean;
}

/** The way to ClickHouse, being made or made. */
export interface StoreLink {
  /** Undefined until the store's address is known, which takes the embedded engine a moment. */
  client(): StoreClient | undefined;
  /** For work that may take hours: a deletion or rebuild that nobody waits for any more would go on, and its next step never come. */
  unhurried(): StoreClient | undefined;
  /** For SQL that people type, with connections and limits of its own; only the embedded engine has it. */
  untrusted(): StoreClient | undefined;
  isUp(): boolean;
  /** Why the last try failed, in one line. */
  trouble(): string | undefined;
  /** Settles when the store is ready or the link was stopped; rejects with an error that only an operator can mend. */
  ready: Promise<void>;
  engineRestarts(): number;
  /** Stops trying, then the engine, when there is one of ours. */
  stop(): Promise<void>;
}

/** Reaches the store and keeps trying: a server that cannot reach it takes events all the same. */
export function linkStore({ config, log, onReady, onEngineRestart, isFinal }: StoreLinkOptions): StoreLink {
  const over = new AbortController();
  let engine: Engine | undefined;
  let engineStart: Promise<Engine> | undefined;
  let client: StoreClient | undefined;
  let unhurried: StoreClient | undefined;
  let untrusted: StoreClient | undefined;
  let isUp = false;
  let trouble: string | undefined;

  async function bringUp(): Promise<void> {
    if (config.clickhouseUrl === undefined) {
      engineStart ??= startEngine({
        dataDir: config.dataDir,
        ownsDirectory: true,
        log,
        onRestart: onEngineRestart,
      });
      engine = await engineStart.catch((error: unknown) => {
        engineStart = undefined;
        throw error;
      });
    }
    const address = {
      url: engine?.url ?? config.clickhouseUrl ?? '',
      username: engine?.username,
      password: engine?.password,
      cluster: config.cluster,
      insertQuorum: config.insertQuorum,
    };
    client ??= createStoreClient(address);
    unhurried ??= createStoreClient(address, UNHURRIED);
    await ensureDatabase(address);
    await migrate({ client, log, cluster: config.cluster });
    if (engine !== undefined) {
      await mergeLess(client);
      await prepareSql(client);
      untrusted ??= createStoreClient({ url: engine.url, ...engine.untrusted, database: EMPTY_DATABASE });
    }
    await onReady(client);
  }

  async function keepTrying(): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    while (!over.signal.aborted) {
      try {
        await bringUp();
        isUp = true;
        trouble = undefined;
        return;
      } catch (error) {
        if (over.signal.aborted) return;
        if (isFinal(error) || FINAL_ERRORS.some((kind) => error instanceof kind)) throw error;
        trouble = error instanceof Error ? error.message : String(error);
        log.warn({ err: error, next_try_in_ms: pauseMs }, 'the store does not answer; events wait in the spool');
        await delay(pauseMs, undefined, { signal: over.signal }).catch(() => {});
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      }
    }
  }

  const ready = keepTrying();
  // Whoever waits for `ready` sees the error; without anybody waiting it must not end the process.
  ready.catch(() => {});

  return {
    client: () => client,
    unhurried: () => unhurried,
    untrusted: () => untrusted,
    isUp: () => isUp,
    trouble: () => trouble,
    ready,
    engineRestarts: () => engine?.restarts() ?? 0,
    async stop() {
      over.abort();
      isUp = false;
      // A try that hangs ends with its connection.
      await Promise.race([ready.catch(() => {}), delay(LONGEST_FAREWELL_MS, undefined, { ref: false })]);
      await untrusted?.close();
      await unhurried?.close();
      await client?.close();
      await (await engineStart?.catch(() => undefined))?.stop();
    },
  };
}
