import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngine } from '../../src/embedded/index.ts';
import type { StoreAddress } from './verify.ts';

/** A store that does not die with the server, as a ClickHouse of one's own. */
export async function startRemoteEngine(): Promise<{ address: StoreAddress; stop(): Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'trodden-kill-store-'));
  const engine = await startEngine({ dataDir });
  return {
    address: { url: engine.url, username: engine.username, password: engine.password },
    async stop() {
      await engine.stop();
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}
