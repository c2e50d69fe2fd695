import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventBatch } from '../../src/contract/index.ts';
import type { RunningServer } from '../../src/server.ts';
import { isAlive, until } from '../embedded/process.ts';
import { scratchDir } from '../with-engine.ts';
import { batchOf, send, sendOk } from './batch.ts';
import { askOk, type CliRun, cli, clientOf, PUBLIC_KEY, rowsOf, SECRET_KEY, startHere } from './harness.ts';

let dataDir: string;
let settings: Record<string, string>;
let remove: () => void;
const runs: CliRun[] = [];
const servers: RunningServer[] = [];

beforeEach(() => {
  ({ dir: dataDir, remove } = scratchDir());
  settings = {
    TRODDEN_DATA_DIR: dataDir,
    TRODDEN_PUBLIC_KEY: PUBLIC_KEY,
    TRODDEN_SECRET_KEY: SECRET_KEY,
    TRODDEN_RATE_LIMIT: '0',
  };
});

afterEach(async () => {
  for (const run of runs.splice(0)) {
    run.child.kill('SIGKILL');
    await run.ended;
  }
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  remove();
});

const run = (args: readonly string[], given = settings): CliRun => {
  const started = cli(args, given);
  runs.push(started);
  return started;
};

async function startNext(): Promise<RunningServer> {
  const server = await startHere(dataDir);
  servers.push(server);
  return server;
}

const enginePid = () => JSON.parse(readFileSync(`${dataDir}/engine.json`, 'utf8')).pid as number;

/** What a stopped server must not leave behind. */
const leftovers = (dir = dataDir) => readdirSync(dir).filter((name) => /^lock|engine\.json/.test(name));

const BATCHES_BEFORE_THE_END = 60;

/** Sends batches over several connections until it is told to stop; what was acknowledged must be found later. */
function load(url: string) {
  const acked: EventBatch[] = [];
  const refusals = new Map<string, number>();
  let isOver = false;
  const client = async () => {
    while (!isOver) {
      const batch = batchOf(PUBLIC_KEY, 20);
      const outcome = await send(url, batch).then(
        async (response) => {
          const text = await response.text();
          if (response.status !== 200) return `${response.status} ${text}`;
          acked.push(batch);
          return 'ok';
        },
        (error: Error) => `failed ${String(error.cause)}`,
      );
      refusals.set(outcome, (refusals.get(outcome) ?? 0) + 1);
      if (outcome !== 'ok') await delay(20);
    }
  };
  const clients = Promise.all(Array.from({ length: 8 }, client));
  return {
    acked,
    refusals,
    async stop() {
      isOver = true;
      await clients;
    },
  };
}

describe('the server process', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('%s under load loses nothing and leaves nothing behind', async (signal) => {
    const running = run(['start']);
    const url = await running.ready;
    const engine = enginePid();
    const traffic = load(url);
    await until(() => traffic.acked.length >= BATCHES_BEFORE_THE_END, 30_000);
    running.child.kill(signal);
    expect(await running.ended).toEqual({ code: 0, signal: null });
    await traffic.stop();

    expect(await isAlive(engine)).toBe(false);
    expect(leftovers()).toEqual([]);
    // No answer of a stopping server may be taken for a reason to give a batch up.
    for (const outcome of traffic.refusals.keys()) expect(outcome).toMatch(/^(ok|failed|503)/);

    await startNext();
    const client = await clientOf(dataDir);
    const ids = traffic.acked.flatMap((batch) => batch.events.map((event) => event.event_id));
    expect(ids.length).toBeGreaterThanOrEqual(BATCHES_BEFORE_THE_END * 20);
    const stored = async () =>
      rowsOf<{ id: string; copies: string }>(
        client,
        'SELECT toString(event_id) AS id, count() AS copies FROM events GROUP BY id',
      );
    const isHere = new Set(ids);
    await until(async () => (await stored()).filter(({ id }) => isHere.has(id)).length === isHere.size, 20_000);
    expect((await stored()).filter(({ copies }) => Number(copies) > 1)).toEqual([]);
    await client.close();
  });

  it('takes one Ctrl-C that npm passes on a second time for one, and stops in order', async () => {
    const running = run(['start']);
    await running.ready;
    running.child.kill('SIGINT');
    await delay(20);
    running.child.kill('SIGINT');
    expect(await running.ended).toEqual({ code: 0, signal: null });
    expect(leftovers()).toEqual([]);
  });

  it('ends at once at the second Ctrl-C, and the next start has everything', async () => {
    const running = run(['start']);
    const url = await running.ready;
    const batch = batchOf(PUBLIC_KEY, 5);
    await sendOk(url, batch);
    const engine = enginePid();
    // A request that never ends holds the orderly stop for its three seconds.
    const hanging = fetch(`${url}/v1/events`, {
      method: 'POST',
      body: new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('{')) }),
      duplex: 'half',
    } as RequestInit).catch(() => 'cut');
    await delay(300);
    running.child.kill('SIGINT');
    await delay(800);
    running.child.kill('SIGINT');
    expect((await running.ended).code).toBe(130);
    expect(await hanging).toBe('cut');
    await until(async () => !(await isAlive(engine)), 20_000);

    await startNext();
    const id = batch.events[0]?.event_id;
    const client = await clientOf(dataDir);
    await until(
      async () => (await rowsOf(client, `SELECT 1 FROM events WHERE event_id = '${id}'`)).length === 1,
      10_000,
    );
    await client.close();
  });

  it('refuses a second server on the same data directory, in one line', async () => {
    await startNext();
    const second = run(['start']);
    expect((await second.ended).code).toBe(1);
    expect(second.stderr()).toMatch(/^Another server is using .+\n$/);
  });

  it('says in one line that the port is taken, and leaves nothing behind', async () => {
    const other = scratchDir();
    const first = await startNext();
    const port = new URL(first.url).port;
    const second = run(['start'], { ...settings, TRODDEN_DATA_DIR: other.dir, PORT: port });
    expect((await second.ended).code).toBe(1);
    expect(second.stderr()).toBe(`Port ${port} is taken. Stop what uses it, or set PORT to another.\n`);
    expect(leftovers(other.dir)).toEqual([]);
    other.remove();
  });

  it('prints what a newcomer needs, and the demo site carries the real key', async () => {
    const plain = { TRODDEN_DATA_DIR: dataDir };
    const running = run(['start', '--demo'], plain);
    const url = await running.ready;
    const text = running.stdout();
    const publicKey = /data-key="(pk_[\w-]{24})"/.exec(text)?.[1] ?? '';
    const secretKey = /Secret key\s+(sk_[\w-]{24})/.exec(text)?.[1] ?? '';
    const demoUrl = /Demo page\s+(\S+)/.exec(text)?.[1] ?? '';
    expect(text.trimEnd().split('\n').at(-1)).toBe(`trodden ready ${url}`);
    expect(new URL(demoUrl).origin).not.toBe(new URL(url).origin);
    await sendOk(url, batchOf(publicKey, 1));
    expect(await askOk(url, '/api/events/count', secretKey)).toHaveProperty('count');
    const code = /#code=([\w-]+)/.exec(text)?.[1];
    const signIn = () => fetch(`${url}/api/session`, { method: 'POST', body: JSON.stringify({ code }) });
    expect((await signIn()).status).toBe(200);
    expect((await signIn()).status).toBe(401);

    running.child.kill('SIGTERM');
    await running.ended;
    const again = run(['start'], plain);
    await again.ready;
    expect(again.stdout()).toContain(publicKey);
    expect(again.stdout()).not.toContain('sk_');
    // The secret key exists nowhere but in the first terminal.
    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    for (const file of files) expect(readFileSync(`${file.parentPath}/${file.name}`).includes(secretKey)).toBe(false);
  });
});
