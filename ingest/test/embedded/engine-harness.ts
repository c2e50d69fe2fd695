import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ClickHouseClient,
  type ClickHouseClientConfigOptions,
  ClickHouseLogLevel,
  createClient,
} from '@clickhouse/client';
import { type Engine, type EngineOptions, startEngine } from '../../src/embedded/index.ts';

export type Harness = {
  engine: Engine;
  dataDir: string;
  client: ClickHouseClient;
  /** Another client of the same engine; closed at the end. */
  connect(options?: ClickHouseClientConfigOptions): ClickHouseClient;
  close(): Promise<void>;
};

export async function startHarness(options: Partial<EngineOptions> = {}): Promise<Harness> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'trodden-engine-')));
  const engine = await startEngine({ ...options, dataDir });
  const clients: ClickHouseClient[] = [];
  const connect = (more: ClickHouseClientConfigOptions = {}) => {
    const { url, username, password } = engine;
    const client = createClient({ url, username, password, log: { level: ClickHouseLogLevel.OFF }, ...more });
    clients.push(client);
    return client;
  };
  return {
    engine,
    dataDir,
    client: connect(),
    connect,
    async close() {
      await Promise.all(clients.map((client) => client.close()));
      await engine.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export async function rows<T>(
  client: ClickHouseClient,
  query: string,
  more: Omit<Parameters<ClickHouseClient['query']>[0], 'query' | 'format'> = {},
): Promise<T[]> {
  const result = await client.query({ query, format: 'JSONEachRow', ...more });
  return result.json<T>();
}
