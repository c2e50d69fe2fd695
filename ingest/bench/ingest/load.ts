import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AGENT, pool } from './bodies.ts';

export interface LoadResult {
  requests: number;
  seconds: number;
  p50Ms: number;
  p99Ms: number;
  errors: number;
}

const POOL_SIZE = 64;

/** As fast as the server answers, over so many connections, with `wrk` (one thread, so that it takes little of the machine). */
export async function closedLoop(
  url: string,
  batch: number,
  connections: number,
  seconds: number,
): Promise<LoadResult> {
  const dir = mkdtempSync(join(tmpdir(), 'trodden-load-'));
  const bodies = join(dir, 'bodies');
  writeFileSync(
    bodies,
    pool(POOL_SIZE, batch)
      .map((body) => `${Buffer.byteLength(body)}\n${body}`)
      .join(''),
  );
  const { origin, pathname } = new URL(url);
  const args = [
    '-t1',
    `-c${connections}`,
    `-d${seconds}`,
    '-s',
    join(import.meta.dirname, 'wrk.lua'),
    '--latency',
    origin,
  ];
  const env = {
    ...process.env,
    BODIES: bodies,
    AGENT,
    NONCE: nonce(),
    REQUEST_PATH: `${pathname}?t=${Date.now()}`,
  };
  try {
    const { stdout } = await promisify(execFile)('wrk', args, { env });
    const line = /RESULT (.*)/.exec(stdout)?.[1];
    if (line === undefined) throw new Error(stdout);
    return JSON.parse(line) as LoadResult;
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** At a fixed rate, whatever the server does: latency counts from the moment a request was due, so waiting is not hidden. */
export async function openLoop(url: string, batch: number, perSecond: number, seconds: number): Promise<LoadResult> {
  const bodies = pool(POOL_SIZE, batch);
  const stamp = nonce();
  const latencies: number[] = [];
  const pending: Promise<void>[] = [];
  let errors = 0;
  const startMs = performance.now();
  for (let n = 0; n < perSecond * seconds; n++) {
    const dueMs = startMs + (n * 1_000) / perSecond;
    const waitMs = dueMs - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    const body = (bodies[n % POOL_SIZE] as string).replaceAll('@S@', stamp + n.toString(16).padStart(7, '0'));
    const sent = fetch(`${url}?t=${Date.now()}`, { method: 'POST', body, headers: { 'user-agent': AGENT } });
    pending.push(
      sent.then(
        async (answer) => {
          await answer.arrayBuffer();
          if (answer.ok) latencies.push(performance.now() - dueMs);
          else errors++;
        },
        () => {
          errors++;
        },
      ),
    );
  }
  await Promise.all(pending);
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.floor((latencies.length - 1) * share)] ?? Number.NaN;
  return { requests: latencies.length, seconds, p50Ms: at(0.5), p99Ms: at(0.99), errors };
}

function nonce(): string {
  return Math.floor(Math.random() * 0xfffff)
    .toString(16)
    .padStart(5, '0');
}
