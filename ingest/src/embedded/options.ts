/** What pino offers, as far as it is used here. */
export type EngineLog = Record<'info' | 'warn' | 'error', (fields: object, message: string) => void>;

export type EngineOptions = {
  /** The engine keeps its store in `clickhouse/` below it and its address in `engine.json`. */
  dataDir: string;
  log?: EngineLog;
  /** Memory the engine may take altogether. Default 1.5 GB, less where there is little. */
  memoryBytes?: number;
  /** Default 128 MB. */
  markCacheBytes?: number;
  /** How long to wait for another process to let go of the directory. Default 20 s. */
  lockWaitMs?: number;
  /** The caller holds the lock of the data directory: an engine that is still on it was orphaned, and is ended. Default false. */
  ownsDirectory?: boolean;
  /** How often the engine is asked for a sign of life; one that misses two is replaced. Default 15 s. */
  watchEveryMs?: number;
  /** Called when the engine answers again after an unexpected end. */
  onRestart?: (restarts: number) => void;
};

/** A ClickHouse HTTP endpoint on loopback. Its address and credentials stay the same over restarts. */
export type Engine = {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  /** For SQL that people type: connections and limits of its own. */
  readonly untrusted: { readonly username: string; readonly password: string };
  pid(): number | undefined;
  restarts(): number;
  stop(): Promise<void>;
};
