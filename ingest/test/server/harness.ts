import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { type Config, readConfig } from '../../src/config.ts';
import { findEngine } from '../../src/embedded/index.ts';
import { packageRoot } from '../../src/package-root.ts';
import { type RunningServer, startServer } from '../../src/server.ts';
import { createStoreClient, type StoreClient } from '../../src/store/index.ts';
import { silentLog } from '../with-engine.ts';

export const PUBLIC_KEY = 'pk_test_0123456789abcdef';
export const SECRET_KEY = 'sk_test_0123456789abcdef';

export const testConfig = (dataDir: string, settings: Record<string, string> = {}): Config =>
  readConfig({
    PORT: '0',
    TRODDEN_DATA_DIR: dataDir,
    TRODDEN_PUBLIC_KEY: PUBLIC_KEY,
    TRODDEN_SECRET_KEY: SECRET_KEY,
    TRODDEN_RATE_LIMIT: '0',
    ...settings,
  });

/** A server in this process, on a free port. */
export const startHere = (dataDir: string, settings: Record<string, string> = {}): Promise<RunningServer> =>
  startServer(testConfig(dataDir, settings), { log: silentLog });

/** A client of the engine that the server on this data directory runs. */
export async function clientOf(dataDir: string): Promise<StoreClient> {
  const engine = await findEngine(dataDir);
  if (engine === undefined) throw new Error('No engine answers');
  return createStoreClient(engine);
}

export async function rowsOf<Row>(client: StoreClient, query: string): Promise<Row[]> {
  return (await client.query({ query, format: 'JSONEachRow' })).json<Row>();
}

export const ask = (url: string, path: string, key = SECRET_KEY): Promise<Response> =>
  fetch(`${url}${path}`, { headers: { authorization: `Bearer ${key}` } });

/** The answer to a question that must be answered. */
export async function askOk<Answer>(url: string, path: string, key?: string): Promise<Answer> {
  const response = await ask(url, path, key);
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}

/** The code of a refusal. */
export async function codeOf(response: Response): Promise<string> {
  return ((await response.json()) as { error: { code: string } }).error.code;
}

export interface CliRun {
  child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** What `start` prints last, once it answers. */
  ready: Promise<string>;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** The command line as people run it: a process of its own. */
export function cli(args: readonly string[], settings: Record<string, string> = {}): CliRun {
  const child = spawn(process.execPath, ['--import', 'tsx', join(packageRoot, 'src/cli.ts'), ...args], {
    env: { PATH: process.env.PATH ?? '', TRODDEN_LOG_LEVEL: 'warn', PORT: '0', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk;
  });
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk;
      const url = /^trodden ready (\S+)$/m.exec(out)?.[1];
      if (url !== undefined) resolve(url);
    });
    void ended.then(({ code }) => reject(new Error(`ended with ${code} before it was ready: ${err}`)));
  });
  ready.catch(() => {});
  return { child, stdout: () => out, stderr: () => err, ready, ended };
}

/** Runs a command to its end. */
export async function runCli(args: readonly string[], settings: Record<string, string> = {}) {
  const run = cli(args, settings);
  const { code } = await run.ended;
  return { code, stdout: run.stdout(), stderr: run.stderr() };
}
