import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { runCommand } from '../../src/commands/index.ts';
import type { CountAnswer } from '../../src/contract/index.ts';
import type { RunningServer } from '../../src/server.ts';
import { until } from '../embedded/process.ts';
import { batchOf, sendOk } from '../server/batch.ts';
import { openGate } from '../server/gate.ts';
import { askOk, PUBLIC_KEY, startHere } from '../server/harness.ts';
import { scratchDir, startTestEngine, type TestEngine } from '../with-engine.ts';

let store: TestEngine;
let gate: Awaited<ReturnType<typeof openGate>>;
let scratch: ReturnType<typeof scratchDir>;
let server: RunningServer;
/** The store through the gate, and past it. */
let through: string;
let direct: string;
let databases = 0;

beforeAll(async () => {
  store = await startTestEngine();
});
afterAll(() => store.stop());

beforeEach(async () => {
  scratch = scratchDir();
  const { port } = new URL(store.engine.url);
  gate = await openGate(Number(port));
  const url = new URL(`http://127.0.0.1:${port}/spooled_${++databases}`);
  url.username = store.engine.username;
  url.password = store.engine.password;
  direct = url.href;
  url.port = String(gate.port);
  through = url.href;
  server = await startHere(scratch.dir, { CLICKHOUSE_URL: through });
  await sendOk(server.url, batchOf(PUBLIC_KEY, 1, { visitor_id: 'bob' }));
  await until(async () => (await count()) === 1, 20_000);
  gate.cut();
  await sendOk(server.url, batchOf(PUBLIC_KEY, 2, { visitor_id: 'ada' }));
});
afterEach(async () => {
  gate.open();
  await server.stop();
  await gate.close();
  scratch.remove();
});

const count = async () =>
  (await askOk<CountAnswer>(server.url, '/api/events/count').catch(() => ({ count: -1 }))).count;

/** `erase --visitor ada` on this data directory, with a store of its own way. */
function eraseAda() {
  let said = '';
  const note = (part: string) => {
    said += part;
  };
  const settings = { TRODDEN_DATA_DIR: scratch.dir, CLICKHOUSE_URL: direct };
  const ended = runCommand(['erase', '--visitor', 'ada', '--json'], settings, { out: note, err: note });
  return { ended, said: () => said };
}
const GONE = { before: { events: 2 }, after: { events: 0 }, differing: 0 };

it('waits for what the running server has acknowledged and not yet stored', async () => {
  const { ended, said } = eraseAda();
  let isEnded = false;
  void ended.then(() => {
    isEnded = true;
  });
  // Longer than opening the store and asking takes; what it waits for cannot come through the gate.
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect([isEnded, said()]).toEqual([false, '']);
  gate.open();
  expect([await ended, JSON.parse(said())]).toMatchObject([0, GONE]);
  await until(async () => (await count()) === 1, 20_000);
}, 120_000);

it('brings what a server that ended has left into the store itself', async () => {
  await server.stop();
  const { ended, said } = eraseAda();
  expect([await ended, JSON.parse(said())]).toMatchObject([0, GONE]);
  gate.open();
  server = await startHere(scratch.dir, { CLICKHOUSE_URL: through });
  await until(async () => (await count()) === 1, 20_000);
}, 120_000);
