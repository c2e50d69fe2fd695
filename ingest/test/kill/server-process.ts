import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const KEY = 'pk_killrun0123456789abcdef';

export interface ServerOptions {
  /** `ingest/dist/cli.js`, or one built from the sources. */
  cli: string;
  dataDir: string;
  port: number;
  env?: Record<string, string> | undefined;
}

export interface RunningServer {
  pid: number;
  /** Settles with the signal or code that it ended with. */
  exit: Promise<NodeJS.Signals | number>;
  /** From the start of the process until it took events; undefined when it ended before. */
  readyMs: Promise<number | undefined>;
  kill(signal?: NodeJS.Signals): void;
}

const LOOK_EVERY_MS = 10;

/** The product itself, as people start it. What it logs goes to a file beside its data. */
export function startServer({ cli, dataDir, port, env }: ServerOptions): RunningServer {
  const log = openSync(`${dataDir}.log`, 'a');
  const startedAt = performance.now();
  const child: ChildProcess = spawn(process.execPath, [cli, 'start'], {
    stdio: ['ignore', log, log],
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      TRODDEN_DATA_DIR: dataDir,
      TRODDEN_PUBLIC_KEY: KEY,
      TRODDEN_SECRET_KEY: 'sk_killrun0123456789abcdef',
      TRODDEN_RATE_LIMIT: '0',
      TRODDEN_LOG_LEVEL: 'warn',
      ...env,
    },
  });
  closeSync(log);
  let ended = false;
  const exit = new Promise<NodeJS.Signals | number>((resolve) => {
    child.once('exit', (code, signal) => {
      ended = true;
      resolve(signal ?? code ?? -1);
    });
  });

  async function untilReady(): Promise<number | undefined> {
    while (!ended) {
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
      await answer?.arrayBuffer().catch(() => undefined);
      if (answer?.ok) return performance.now() - startedAt;
      await sleep(LOOK_EVERY_MS);
    }
    return undefined;
  }

  return { pid: child.pid ?? 0, exit, readyMs: untilReady(), kill: (signal = 'SIGKILL') => void child.kill(signal) };
}

/** The engine's process of this data directory, when there is one. */
export function enginePid(dataDir: string): number | undefined {
  try {
    return JSON.parse(readFileSync(join(dataDir, 'engine.json'), 'utf8')).pid;
  } catch {
    return undefined;
  }
}

/** Gives up quietly: a kill that finds no engine is one kill less, not a fault. */
export async function untilEngineRuns(dataDir: string, withinMs: number): Promise<void> {
  const until = Date.now() + withinMs;
  while (Date.now() < until && !isRunning(enginePid(dataDir))) await sleep(LOOK_EVERY_MS);
}

function isRunning(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}

export function killQuietly(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    process.kill(pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}

/** Rows that are acknowledged and not yet confirmed in ClickHouse. */
export async function waitUntilStored(port: number, withinMs: number): Promise<boolean> {
  const until = Date.now() + withinMs;
  while (Date.now() < until) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    const state = answer?.ok ? ((await answer.json()) as { spool: { waiting_events: number } }) : undefined;
    if (state?.spool.waiting_events === 0) return true;
    await sleep(50);
  }
  return false;
}

export function residentBytes(pid: number): number {
  try {
    const match = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Number(match?.[1] ?? 0) * 1_024;
  } catch {
    return 0;
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
