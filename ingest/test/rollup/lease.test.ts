import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLease, LEASE_MS, withRollupAtRest } from '../../src/rollup/index.ts';
import { createStoreClient, migrate, type StoreClient } from '../../src/store/index.ts';
import { silentLog, startTestEngine, type TestEngine } from '../with-engine.ts';

/** Long enough to notice that somebody else has the lease. */
const SOME_BEATS_MS = LEASE_MS / 3;

let engine: TestEngine;
let client: StoreClient;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());

/** Nodes whose clocks a test moves; claims and waits take no time of theirs. */
async function nodes() {
  client = await engine.database();
  await migrate({ client, log: silentLog });
  let now = 0;
  const on = (holder: string) =>
    createLease({
      client,
      holder,
      isAlone: false,
      clock: () => now,
      sleep: () => new Promise((resolve) => setTimeout(resolve, 300)),
    });
  return {
    on,
    wait(ms: number) {
      now += ms;
    },
  };
}

test('of many that claim at once exactly one leads', async () => {
  const { on } = await nodes();
  const led = await Promise.all(['a/1', 'b/1', 'c/1', 'd/1'].map((holder) => on(holder).lead()));
  expect(led.filter(Boolean)).toHaveLength(1);
});

test('a leader that lives keeps the lease, a silent one loses it, and comes back as a follower', async () => {
  const { on, wait } = await nodes();
  const [first, second] = [on('a/1'), on('b/1')];
  expect([await first.lead(), await second.lead()]).toEqual([true, false]);
  for (let beat = 0; beat < 4; beat++) {
    wait(LEASE_MS / 3);
    expect([await first.keep(), first.isHeld(), await second.lead()]).toEqual([true, true, false]);
  }
  wait(LEASE_MS / 2);
  expect([first.isHeld(), await second.lead()]).toEqual([false, false]);
  wait(LEASE_MS / 2);
  expect(await second.lead()).toBe(true);
  expect([await first.keep(), first.isHeld(), second.isHeld()]).toEqual([false, false, true]);
});

test('a released lease and one of an earlier life are free at once', async () => {
  const { on } = await nodes();
  const [first, second] = [on('a/1'), on('b/1')];
  await first.lead();
  await first.release();
  expect(await second.lead()).toBe(true);
  expect([await on('a/2').lead(), await on('b/2').lead()]).toEqual([false, true]);
});

test('a repair takes over, and the leader notices before it writes again', async () => {
  const { on, wait } = await nodes();
  const [leader, repair] = [on('a/1'), on('repair/1')];
  await leader.lead();
  await repair.takeOver();
  wait(LEASE_MS / 3);
  expect([await leader.keep(), await leader.lead(), await repair.keep()]).toEqual([false, false, true]);
  await repair.release();
  expect(await leader.lead()).toBe(true);
});

test('a repair never takes the lease from another one: it waits for its turn', async () => {
  const store = await engine.database();
  await migrate({ client: store, log: silentLog });
  const { url, username, password } = engine.engine;
  const answer = await store.query({ query: 'SELECT currentDatabase() AS database', format: 'JSONEachRow' });
  const { database } = (await answer.json<{ database: string }>())[0] ?? { database: '' };
  // As another process would have.
  const other = createStoreClient({ url, username, password, database });
  const server = createLease({
    client: store,
    holder: 'server/1',
    isAlone: true,
    clock: () => performance.now(),
    sleep: async () => {},
  });
  expect(await server.lead()).toBe(true);
  const told: string[] = [];
  const work = (name: string, on: StoreClient) =>
    withRollupAtRest(on, async (lease) => {
      told.push(`${name} begins`);
      await delay(SOME_BEATS_MS);
      told.push(`${name} ${(await lease.keep()) ? 'ends' : 'was robbed'}`);
    });
  try {
    await Promise.all([work('a', store), work('b', other), work('c', store)]);
  } finally {
    await other.close();
  }
  const [first, second, third] = ['a', 'b', 'c'].sort(
    (x, y) => told.indexOf(`${x} begins`) - told.indexOf(`${y} begins`),
  );
  expect(told).toEqual([first, second, third].flatMap((name) => [`${name} begins`, `${name} ends`]));
}, 120_000);
