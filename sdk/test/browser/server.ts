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
  /** Any answer of the API. */
  ask<T>(path: string): Promise<T>;
  /** `kill -9`; `restart` starts it again at the same address. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** The real server with its embedded store, as a process of its own. */
export const startIngest = async (): Promise<IngestServer> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'trodden-ingest-'));
  let child: ChildProcess;
  let ended: Promise<void>;
  const start = (port: string): Promise<string> => {
    child = spawn(process.execPath, ['--import', 'tsx', 'ingest/src/cli.ts', 'start'], {
      env: {
        PATH: process.env.PATH ?? '',
        PORT: port,
        TRODDEN_DATA_DIR: dataDir,
        TRODDEN_PUBLIC_KEY: PUBLIC_KEY,
        TRODDEN_SECRET_KEY: SECRET_KEY,
        TRODDEN_LOG_LEVEL: 'warn',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
    return new Promise((resolve, reject) => {
      let out = '';
      child.stdout?.on('data', (chunk: Buffer) => {
        out += chunk;
        const ready = /^trodden ready (\S+)$/m.exec(out)?.[1];
        if (ready) resolve(ready);
      });
      void ended.then(() => reject(new Error('The server ended before it was ready')));
    });
  };
  const url = await start('0');
  const ask = async <T>(path: string): Promise<T> => {
    const answer = await fetch(url + path, { headers: { authorization: `Bearer ${SECRET_KEY}` } });
    return (await answer.json()) as T;
  };
  return {
    url,
    async recent() {
      return (await ask<RecentAnswer>('/api/events/recent?limit=1000')).events;
    },
    ask,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async restart() {
      await start(new URL(url).port);
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};
