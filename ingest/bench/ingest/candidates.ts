import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type EngineAddress, findEngine } from '../../src/embedded/engine-file.ts';
import { ROLLUP_SESSION } from '../../src/rollup/statement.ts';
import { createStoreClient } from '../../src/store/index.ts';
import { BENCH_KEY } from './bodies.ts';

export interface Candidate {
  name: string;
  pid: number;
  url: string;
  /** Events acknowledged and not yet in the store; 0 for floors. */
  backlog(): Promise<number>;
  /** Events in the store; undefined for floors. */
  stored(): Promise<number | undefined>;
  stop(): Promise<void>;
}

const SECRET = 'sk_bench_0123456789abcdef';
const FLOOR_PORT = 4_481;
const SERVER_PORT = 4_482;

export const FLOORS = ['bare', 'json', 'zod'] as const;

export async function startFloor(floor: (typeof FLOORS)[number]): Promise<Candidate> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'floor.ts')], {
    env: { ...process.env, FLOOR: floor, PORT: String(FLOOR_PORT) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const origin = `http://127.0.0.1:${FLOOR_PORT}`;
  await reachable(`${origin}/readyz`, child);
  return {
    name: floor,
    pid: child.pid ?? 0,
    url: `${origin}/v1/events`,
    backlog: async () => 0,
    stored: async () => undefined,
    stop: () => ended(child),
  };
}

/** The server with its embedded store, in a fresh directory: as built, or straight from the source. */
export async function startServer(fromSource: boolean): Promise<Candidate & { dataDir: string }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'trodden-bench-'));
  const cli = join(import.meta.dirname, fromSource ? '../../src/cli.ts' : '../../dist/cli.js');
  const child = spawn(process.execPath, [...(fromSource ? ['--import', 'tsx'] : []), cli, 'start'], {
    env: {
      ...process.env,
      PORT: String(SERVER_PORT),
      TRODDEN_DATA_DIR: dataDir,
      TRODDEN_PUBLIC_KEY: BENCH_KEY,
      TRODDEN_SECRET_KEY: SECRET,
      TRODDEN_RATE_LIMIT: '0',
      TRODDEN_LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const origin = `http://127.0.0.1:${SERVER_PORT}`;
  const json = async (path: string) => {
    const answer = await fetch(origin + path, { headers: { authorization: `Bearer ${SECRET}` } });
    return (await answer.json()) as { spool?: { waiting_events: number }; count?: number };
  };
  await reachable(`${origin}/readyz`, child);
  return {
    name: 'trodden',
    dataDir,
    pid: child.pid ?? 0,
    url: `${origin}/v1/events`,
    backlog: async () => Number((await json('/readyz')).spool?.waiting_events ?? 0),
    stored: async () => Number((await json(`/api/events/count?from=0&to=${Date.now() + 86_400_000}`)).count),
    async stop() {
      await ended(child);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The server with its rollup held up: somebody else's long statement is in the session that all of its statements run in. */
export async function startUnfolded(fromSource: boolean): Promise<Candidate> {
  const server = await startServer(fromSource);
  const client = createStoreClient(await engineOf(server));
  const over = new AbortController();
  client
    .query({
      query: 'SELECT sleepEachRow(1) FROM numbers(3600) SETTINGS max_block_size = 1',
      format: 'JSONEachRow',
      session_id: ROLLUP_SESSION,
      abort_signal: over.signal,
      clickhouse_settings: { function_sleep_max_microseconds_per_block: '0', max_execution_time: 0 },
    })
    .then((answer) => answer.text())
    .catch(() => {});
  return {
    ...server,
    name: 'unfolded',
    async stop() {
      over.abort();
      await client.close();
      await server.stop();
    },
  };
}

/** A server accepts before its store is there. */
async function engineOf(server: { dataDir: string; stop(): Promise<void> }): Promise<EngineAddress> {
  for (let attempt = 0; attempt < 150; attempt++) {
    const engine = await findEngine(server.dataDir);
    if (engine !== undefined) return engine;
    await delay(200);
  }
  await server.stop();
  throw new Error(`No engine answers for ${server.dataDir}`);
}

async function reachable(url: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 150; attempt++) {
    if (child.exitCode !== null) throw new Error(`The candidate ended with code ${child.exitCode}`);
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await delay(100);
  }
  throw new Error(`${url} does not answer`);
}

async function ended(child: ChildProcess): Promise<void> {
  const closed = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await closed;
  clearTimeout(killer);
}
