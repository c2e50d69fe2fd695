import { readFileSync, statSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CountAnswer } from '../../src/contract/index.ts';
import type { RunningServer } from '../../src/server.ts';
import { until } from '../embedded/process.ts';
import { scratchDir, startTestEngine, type TestEngine } from '../with-engine.ts';
import { batchOf, send, sendOk } from './batch.ts';
import { openGate } from './gate.ts';
import { ask, askOk, codeOf, PUBLIC_KEY, SECRET_KEY, startHere } from './harness.ts';

let store: TestEngine;
let gate: Awaited<ReturnType<typeof openGate>>;
let dataDir: string;
let remove: () => void;
let settings: Record<string, string>;
const servers: RunningServer[] = [];
let databases = 0;

beforeAll(async () => {
  store = await startTestEngine();
});
afterAll(() => store.stop());

beforeEach(async () => {
  ({ dir: dataDir, remove } = scratchDir());
  gate = await openGate(Number(new URL(store.engine.url).port));
  const url = new URL(`http://127.0.0.1:${gate.port}/trodden_${++databases}`);
  url.username = store.engine.username;
  url.password = store.engine.password;
  settings = { CLICKHOUSE_URL: url.href };
});

afterEach(async () => {
  gate.open();
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  await gate.close();
  remove();
});

async function start(more: Record<string, string> = {}): Promise<RunningServer> {
  const server = await startHere(dataDir, { ...settings, ...more });
  servers.push(server);
  return server;
}

async function stop(server: RunningServer): Promise<void> {
  servers.splice(servers.indexOf(server), 1);
  await server.stop();
}

const countOf = async (url: string, key?: string) => (await askOk<CountAnswer>(url, '/api/events/count', key)).count;
const readiness = async (url: string) => {
  const response = await fetch(`${url}/readyz`);
  return {
    status: response.status,
    ...((await response.json()) as { store: { up: boolean }; projects: { known: boolean } }),
  };
};

describe('a server whose store is a ClickHouse elsewhere', () => {
  it('makes the database, and takes what came while the store was away', async () => {
    const server = await start();
    await sendOk(server.url, batchOf(PUBLIC_KEY, 3));
    await until(async () => (await countOf(server.url)) === 3, 20_000);

    gate.cut();
    await sendOk(server.url, batchOf(PUBLIC_KEY, 4));
    expect((await readiness(server.url)).status).toBe(200);
    const question = await ask(server.url, '/api/events/count');
    expect(question.status).toBe(503);
    expect(question.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await codeOf(question)).toBe('STORE_UNAVAILABLE');

    gate.open();
    await until(async () => (await ask(server.url, '/api/events/count')).status === 200, 20_000);
    await until(async () => (await countOf(server.url)) === 7, 15_000);
  });

  it('starts and takes events from its copy of the projects while the store is away', async () => {
    const first = await start();
    await stop(first);
    gate.cut();
    const started = performance.now();
    const second = await start();
    // Nothing to wait for but the five seconds in which most stores come up.
    expect(performance.now() - started).toBeLessThan(9_000);
    expect(second.banner).toMatch(/The store does not answer yet: .+\n {2}Events are taken and kept/);
    expect(second.banner).toContain(PUBLIC_KEY);
    await sendOk(second.url, batchOf(PUBLIC_KEY, 2));
    expect(await readiness(second.url)).toMatchObject({ status: 200, store: { up: false }, projects: { known: true } });
    // A key that nobody knows may be one that was made elsewhere a moment ago: clients must not give it up.
    const unknown = await send(second.url, batchOf('pk_of_another_node_0000', 1));
    expect([unknown.status, await codeOf(unknown)]).toEqual([503, 'STORE_UNAVAILABLE']);

    gate.open();
    await until(async () => (await ask(second.url, '/api/events/count')).status === 200, 15_000);
    await until(async () => (await countOf(second.url)) === 2, 15_000);
    expect((await send(second.url, batchOf('pk_of_another_node_0000', 1))).status).toBe(401);
    expect(await readiness(second.url)).toMatchObject({ status: 200, store: { up: true } });
  });

  it('takes events on the word of the environment when it has never seen the store', async () => {
    gate.cut();
    const server = await start();
    const ack = await sendOk(server.url, batchOf(PUBLIC_KEY, 2));
    expect(ack.accepted).toBe(2);
    gate.open();
    await until(async () => (await ask(server.url, '/api/events/count')).status === 200, 15_000);
    await until(async () => (await countOf(server.url)) === 2, 15_000);
  });

  it('without either it waits, says so, and refuses nothing for good', async () => {
    gate.cut();
    const server = await start({ TRODDEN_PUBLIC_KEY: '', TRODDEN_SECRET_KEY: '' });
    expect(await readiness(server.url)).toMatchObject({ status: 503, projects: { known: false } });
    expect((await fetch(`${server.url}/livez`)).status).toBe(200);
    const refused = await send(server.url, batchOf(PUBLIC_KEY, 1));
    expect([refused.status, await codeOf(refused)]).toEqual([503, 'STORE_UNAVAILABLE']);
    const question = await ask(server.url, '/api/events/count');
    expect([question.status, await codeOf(question)]).toEqual([503, 'STORE_UNAVAILABLE']);
    gate.open();
    await until(async () => (await readiness(server.url)).status === 200, 15_000);
  });

  it('stops quickly although the store is away, and keeps what it has', async () => {
    const first = await start();
    gate.cut();
    await sendOk(first.url, batchOf(PUBLIC_KEY, 6));
    await until(async () => !(await readiness(first.url)).store.up, 20_000);
    const stopping = performance.now();
    await stop(first);
    expect(performance.now() - stopping).toBeLessThan(5_000);
    gate.open();
    const second = await start();
    await until(async () => (await countOf(second.url)) === 6, 15_000);
  });

  it('keeps secrets as hashes in its copy, which only its user may read', async () => {
    await start();
    const path = `${dataDir}/projects.json`;
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(PUBLIC_KEY);
    expect(text).not.toContain(SECRET_KEY);
    expect(statSync(`${dataDir}/signing.key`).mode & 0o777).toBe(0o600);
  });
});
