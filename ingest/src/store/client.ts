import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { createFailover } from './failover.ts';

/** What every part of the server talks to: the official client, wherever ClickHouse runs. */
export type StoreClient = ClickHouseClient;

export interface StoreAddress {
  /** `http(s)://user:password@host:8123/database`, or without user and database; several of one store separated by commas. */
  url: string;
  username?: string | undefined;
  password?: string | undefined;
  database?: string | undefined;
  cluster?: string | undefined;
  /** Replicas of a cluster that must have a row: `auto`, a number, or 0. */
  insertQuorum?: string | undefined;
}

export interface StoreClientOptions {
  /** Longest wait for an answer. Inserts of a slow disk may take long; questions of people may not. */
  requestTimeoutMs?: number | undefined;
  maxConnections?: number | undefined;
  /** Reads may take as long as the answer is waited for; otherwise the store ends them after a minute. */
  isUnhurried?: boolean | undefined;
}

const REQUEST_TIMEOUT_MS = 60_000;
const MAINTENANCE_TIMEOUT_MS = 6 * 3_600_000;
/** For deletions, rebuilds and comparisons: one statement works on one table of one month, however large. */
export const UNHURRIED: StoreClientOptions = { requestTimeoutMs: MAINTENANCE_TIMEOUT_MS, isUnhurried: true };
const MAX_CONNECTIONS = 8;

/**
 * On a cluster an insert into a distributed table returns before the rows have reached their shards, unless told otherwise:
 * a confirmed block would not be confirmed. Reading one's own writes from another replica needs the quorum and the sequence.
 */
const clusterSettings = (quorum: string) =>
  quorum === '0'
    ? ({ distributed_foreground_insert: 1 } as const)
    : ({
        distributed_foreground_insert: 1,
        insert_quorum: quorum,
        insert_quorum_parallel: 0,
        select_sequential_consistency: '1',
      } as const);

/** A client that never logs: the library's own lines would carry statements, and with them people's data. */
export function createStoreClient(address: StoreAddress, options: StoreClientOptions = {}): StoreClient {
  const [first, ...others] = address.url.split(',').map((url) => createOne({ ...address, url }, options));
  if (first === undefined) throw new Error('The store has no address');
  return others.length === 0 ? first : createFailover([first, ...others]);
}

function createOne(address: StoreAddress, options: StoreClientOptions): StoreClient {
  return createClient({
    url: address.url,
    ...(address.username === undefined ? {} : { username: address.username }),
    ...(address.password === undefined ? {} : { password: address.password }),
    ...(address.database === undefined ? {} : { database: address.database }),
    application: 'trodden-ingest',
    request_timeout: options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
    max_open_connections: options.maxConnections ?? MAX_CONNECTIONS,
    // Compression halves the throughput of a local store and moves its CPU into this process.
    compression: { request: false, response: false },
    // The library warns when a kept-alive socket outlives the server's own limit; 2.5 s is below ClickHouse's default of 3 s.
    keep_alive: { enabled: true, idle_socket_ttl: 2_500 },
    clickhouse_settings: {
      ...(address.cluster === undefined ? {} : clusterSettings(address.insertQuorum ?? 'auto')),
      ...(options.isUnhurried === true ? { max_execution_time: 0 } : {}),
    },
    log: { level: ClickHouseLogLevel.OFF },
  });
}
