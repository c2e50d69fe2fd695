import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecentAnswer } from '../../../ingest/src/contract/index.ts';

export const PUBLIC_KEY = 'pk_test_0123456789abcdef';
export const SECRET_KEY = 'sk_test_0123456789abcdef';

export interface IngestServer {
  url: string;
  /** Newest first. */
  recent(): Promise<RecentAnswer['events']>;
  stop(): Promise<void>;
}

/** The real server with its embedded store, as a process of its own. */
export const startIngest = async (): Promise<IngestServer> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'trodden-ingest-'));
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', 'ingest/src/cli.ts', 'start'], {
    env: {
      PATH: process.env.PATH ?? '',
      PORT: '0',
      TRODDEN_DATA_DIR: dataDir,
      TRODDEN_PUBLIC_KEY: PUBLIC_KEY,
      TRODDEN_SECRET_KEY: SECRET_KEY,
      TRODDEN_LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let out = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk;
      const ready = /^trodden ready (\S+)$/m.exec(out)?.[1];
      if (ready) resolve(ready);
    });
    void ended.then(() => reject(new Error('The server ended before it was ready')));
  });
  return {
    url,
    async recent() {
      const answer = await fetch(`${url}/api/events/recent?limit=1000`, {
        headers: { authorization: `Bearer ${SECRET_KEY}` },
      });
      return ((await answer.json()) as RecentAnswer).events;
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};
