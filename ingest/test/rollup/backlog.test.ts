import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBacklog } from '../../src/rollup/backlog.ts';
import { catchUp, rebuildRollup, verifyRollup } from '../../src/rollup/index.ts';
import { migrate, type StoreClient } from '../../src/store/index.ts';
import { silentLog, startTestEngine, type TestEngine } from '../with-engine.ts';
import { heldLease } from './held-lease.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());

const BLOCKS = 1_200_000;
/** A second apart: two weeks of a server that never rests. */
const STEP_MS = 1_000;
const START_MS = Date.UTC(2026, 10, 1);
const END_MS = START_MS + BLOCKS * STEP_MS;
const idAt = (ms: number) => BigInt(ms) << 20n;

/** So many blocks with one event each per hundred, and a fold for every second of them, in unmerged halves as a leader leaves them. */
async function longLife(): Promise<StoreClient> {
  const client = await engine.database();
  await migrate({ client, log: silentLog });
  const id = `bitShiftLeft(toUInt64(${START_MS} + number * ${STEP_MS}), 20)`;
  await client.command({ query: 'SYSTEM STOP MERGES folds' }).catch(() => {});
  await client.command({
    query: `INSERT INTO blocks SELECT ${id}, 'node', 0, 0, 0 FROM numbers(${BLOCKS})`,
  });
  for (const done of [0, 1])
    await client.command({
      query: `INSERT INTO folds (fold, block_ids, rows, done) SELECT number + 1, [${id}], 0, ${done} FROM numbers(${BLOCKS})`,
    });
  return client;
}

/** A page of blocks, the folds of a page in two halves, and what lies beside both in the same granules. */
const MOST_ROWS = 600_000;
/** The ids of all blocks as a set take twice as much. */
const MOST_BYTES = 24_000_000;

/** The engine itself refuses a question to the plan that reads more rows, and any that takes more memory. */
function limited(client: StoreClient): StoreClient {
  return new Proxy(client, {
    get(target, name: keyof StoreClient) {
      if (name !== 'query') return target[name];
      return (params: Parameters<StoreClient['query']>[0]) =>
        target.query({
          ...params,
          clickhouse_settings: {
            ...params.clickhouse_settings,
            max_memory_usage: String(MOST_BYTES),
            ...(params.query.includes('block_id NOT IN') ? { max_rows_to_read: String(MOST_ROWS) } : {}),
          },
        });
    },
  });
}

const insertBlock = (client: StoreClient, id: bigint, rows = 0) =>
  client.insert({
    table: 'blocks',
    values: [{ block_id: id.toString(), node: 'late', rows, min_at: 0, max_at: 0 }],
    format: 'JSONEachRow',
    clickhouse_settings: { async_insert: 0 },
  });

test('what a leader asks again and again does not grow with its years, and a block confirmed late in an old month is found', async () => {
  const store = await longLife();
  let now = END_MS;
  const backlog = await openBacklog(limited(store), () => now);
  const look = async (count: number) => {
    const found: bigint[] = [];
    for (let times = 0; times < count; times++) {
      const waiting = await backlog.waiting();
      found.push(...waiting.map(({ blockId }) => blockId));
      now += 500;
    }
    return found;
  };
  // The first round of a term goes through everything there is, a page at a time.
  expect(await look(20)).toEqual([]);

  // An outage of the store that has just ended, and a server that comes back after ten days.
  const recent = idAt(END_MS - 3_600_000) + 7n;
  const late = idAt(END_MS - 10 * 86_400_000) + 7n;
  await insertBlock(store, recent);
  now += 60_000;
  expect(await look(1)).toEqual([recent]);
  backlog.folded({ fold: BLOCKS + 1, blockIds: [recent], rows: 0 });
  await store.command({
    query: `INSERT INTO folds (fold, block_ids, rows, done) VALUES (${BLOCKS + 1}, [${recent}], 0, 1)`,
  });
  await insertBlock(store, late);
  const found: bigint[] = [];
  for (let times = 0; times < 30 && found.length === 0; times++) {
    found.push(...(await look(1)));
    now += 10_000;
  }
  expect(found).toEqual([late]);
  expect(await look(3)).toEqual([late, late, late]);
  backlog.folded({ fold: BLOCKS + 2, blockIds: [late], rows: 0 });
  await store.command({
    query: `INSERT INTO folds (fold, block_ids, rows, done) VALUES (${BLOCKS + 2}, [${late}], 0, 1)`,
  });
  for (let times = 0; times < 60; times++) {
    expect(await look(1)).toEqual([]);
    now += 10_000;
  }
}, 120_000);

test('a block of an old month is folded once, whoever finds it, and a rebuild and a comparison know it', async () => {
  const store = await longLife();
  const id = idAt(START_MS + 86_400_000) + 9n;
  await store.insert({
    table: 'events',
    values: ['a', 'b'].map((name) => ({
      project: 'one',
      event_id: `00000000-0000-4000-8000-00000000000${name}`,
      event_type: '$page-view',
      event_at: START_MS + 1_000,
      received_at: END_MS,
      visitor_id: name,
      block_id: id.toString(),
    })),
    format: 'JSONEachRow',
    clickhouse_settings: { async_insert: 0 },
  });
  await insertBlock(store, id, 2);
  const lease = await heldLease(store);
  const visits = async () => {
    const answer = await store.query({ query: 'SELECT toUInt32(count()) AS n FROM visits', format: 'JSONEachRow' });
    return (await answer.json<{ n: number }>())[0]?.n;
  };
  await catchUp({ client: store, lease });
  await catchUp({ client: store, lease });
  expect(await visits()).toBe(2);
  const none = { visits: 0, sets: 0, session_sums: 0, page_events: 0 };
  // Of every id that there ever was only those of the month's own events make a set.
  expect((await verifyRollup(limited(store))).differing).toEqual(none);
  await rebuildRollup({ client: store, lease });
  expect(await visits()).toBe(2);
  expect((await verifyRollup(store)).differing).toEqual(none);
}, 120_000);
