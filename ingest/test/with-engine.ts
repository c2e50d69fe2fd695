import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Engine, startEngine } from '../src/embedded/index.ts';
import { createLog } from '../src/log.ts';
import { createStoreClient, type StoreClient } from '../src/store/index.ts';

export const silentLog = createLog('silent');

/** A data directory of its own, gone when the test is over. */
export function scratchDir(): { dir: string; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'trodden-test-'));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true, maxRetries: 3 }) };
}

export interface TestEngine {
  engine: Engine;
  dir: string;
  /** A client on a fresh, empty database of its own. */
  database(): Promise<StoreClient>;
  stop(): Promise<void>;
}

/** The real embedded engine; each test takes its own database of it. */
export async function startTestEngine(): Promise<TestEngine> {
  const scratch = scratchDir();
  const engine = await startEngine({ dataDir: scratch.dir, log: silentLog });
  const clients: StoreClient[] = [];
  const connect = (database?: string) => {
    const client = createStoreClient({
      url: engine.url,
      username: engine.username,
      password: engine.password,
      database,
    });
    clients.push(client);
    return client;
  };
  const admin = connect();
  let count = 0;
  return {
    engine,
    dir: scratch.dir,
    async database() {
      const name = `test_${++count}`;
      await admin.command({ query: `CREATE DATABASE ${name}` });
      return connect(name);
    },
    async stop() {
      await Promise.all(clients.map((client) => client.close()));
      await engine.stop();
      scratch.remove();
    },
  };
}
