import { afterAll, beforeAll, expect, test } from 'vitest';
import { deleteReplay } from '../../src/replays/index.ts';
import { expire, keptFrom, storageReport } from '../../src/retention/index.ts';
import { verifyRollup } from '../../src/rollup/index.ts';
import {
  createStoreClient,
  migrate,
  type Project,
  type StoreClient,
  storedRowsOf,
  UNHURRIED,
} from '../../src/store/index.ts';
import { storeBlocks } from '../overview/events.ts';
import { foldAll } from '../overview/fold-all.ts';
import { NOTHING_DIFFERS, worldOf } from '../rollup/world.ts';
import { silentLog, startTestEngine, type TestEngine } from '../with-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());

async function numberOf(client: StoreClient, query: string): Promise<number> {
  const answer = await client.query({ query: `SELECT toFloat64(${query}) AS n`, format: 'JSONEachRow' });
  return (await answer.json<{ n: number }>())[0]?.n ?? 0;
}
const projectWith = (id: string, settings: Record<string, unknown>) => ({ id, settings }) as unknown as Project;

test('whole months go when all of a month is too old, with everything computed from them, and nothing else', async () => {
  const client = await engine.database();
  await migrate({ client, log: silentLog });
  // Seven weeks from the 14th of September 2026 on; another project has the same.
  const { blocks } = worldOf(5, 3, 40);
  await storeBlocks(client, blocks);
  await storeBlocks(
    client,
    blocks.map(({ id, events }) => ({ id: id + 100n, events: events.map((event) => ({ ...event, project: 'two' })) })),
  );
  await foldAll(client, 2);
  const count = (where: string) => numberOf(client, `(SELECT count() FROM events WHERE ${where})`);
  const september = "toYYYYMM(event_at) = 202609 AND project = 'one'";
  const before = { one: await count("project = 'one'"), september: await count(september) };
  const other = await count("project = 'two'");
  expect(before.september).toBeGreaterThan(10);

  // On the 15th of October no month of September is 40 days old throughout; on the 10th of November it is.
  const keep = projectWith('one', { events_days: 40 });
  expect(await expire(client, keep, Date.UTC(2026, 9, 15))).toEqual({ project: 'one', months: [], replays: 0 });
  expect(await expire(client, keep, Date.UTC(2026, 10, 10))).toEqual({ project: 'one', months: [202609], replays: 0 });

  expect(await count(september)).toBe(0);
  expect(await count("project = 'one'")).toBe(before.one - before.september);
  expect(await count("project = 'two'")).toBe(other);
  expect((await verifyRollup(client)).differing).toEqual(NOTHING_DIFFERS);
  expect(await numberOf(client, "(SELECT count() FROM visits WHERE project = 'one' AND toYYYYMM(at) = 202609)")).toBe(
    0,
  );
  // Nobody's id stays who has no row any more.
  const strays = `(SELECT count() FROM ids WHERE project = 'one' AND kind = 'visitor' AND key NOT IN (SELECT visitor_id FROM events WHERE project = 'one'))`;
  expect(await numberOf(client, strays)).toBe(0);
  expect(await expire(client, keep, Date.UTC(2026, 10, 10))).toMatchObject({ months: [] });
  // Without a promise nothing goes, however old.
  expect(await expire(client, projectWith('two', {}), Date.UTC(2036, 0, 1))).toMatchObject({ months: [], replays: 0 });

  const { tables, projects } = await storageReport(client);
  expect(tables.find(({ table }) => table === 'events')).toMatchObject({ rows: before.one - before.september + other });
  expect(projects.map(({ project }) => project)).toEqual(['two', 'one']);
  expect(projects[1]).toMatchObject({ oldest_event: expect.stringMatching(/^2026-10-0/), replays: 0 });
}, 120_000);

test('an expiry that was cut off is finished by the next one, wherever it was', async () => {
  const client = await engine.database();
  await migrate({ client, log: silentLog });
  const { blocks } = worldOf(6, 3, 40);
  await storeBlocks(client, blocks);
  await foldAll(client, 2);
  const keep = projectWith('one', { events_days: 40 });
  const tenth = Date.UTC(2026, 10, 10);
  const strays = `(SELECT count() FROM ids WHERE project = 'one' AND kind = 'visitor' AND key NOT IN (SELECT visitor_id FROM events WHERE project = 'one'))`;

  // Its client gave up on the deletion, which went on by itself.
  await client.command({
    query: 'ALTER TABLE events DELETE WHERE toYYYYMM(event_at) = 202609',
    clickhouse_settings: { mutations_sync: '2' },
  });
  expect(await numberOf(client, strays)).toBeGreaterThan(0);
  expect(await expire(client, keep, tenth)).toMatchObject({ months: [202609] });
  expect((await verifyRollup(client)).differing).toEqual(NOTHING_DIFFERS);
  expect(await numberOf(client, strays)).toBe(0);

  // The last swap was left; then only the number of somebody who has gone.
  await client.command({
    query:
      "INSERT INTO session_sums (project, kind, first, last, sessions) VALUES ('one', 'all', '2026-09-20', '2026-09-20', 1)",
  });
  expect(await expire(client, keep, tenth)).toMatchObject({ months: [202609] });
  expect((await verifyRollup(client)).differing).toEqual(NOTHING_DIFFERS);
  const answer = await client.query({ query: 'SELECT DISTINCT visitor AS id FROM visits', format: 'JSONEachRow' });
  const used = new Set((await answer.json<{ id: number }>()).map(({ id }) => id));
  const free = Array.from({ length: Math.max(...used) }, (_, index) => index + 1).find((id) => !used.has(id));
  await client.command({
    query: "INSERT INTO ids (project, kind, hash, key, id) VALUES ('one', 'visitor', 1, 'gone', {free:UInt32})",
    query_params: { free },
  });
  expect(await expire(client, keep, tenth)).toMatchObject({ months: [] });
  expect(await numberOf(client, strays)).toBe(0);
  expect(await expire(client, keep, tenth)).toMatchObject({ months: [] });
}, 120_000);

test('what came after a deletion, links that are over, and rows beside the events go in any project, with or without old events', async () => {
  const client = await engine.database();
  await migrate({ client, log: silentLog });
  const now = Date.UTC(2026, 10, 10);
  const day = (days: number) => now - days * 86_400_000;
  const put = (table: string, ...rows: object[]) =>
    client.insert({
      table,
      values: rows.map((row) => ({ project: 'one', ...row })),
      format: 'JSONEachRow',
      clickhouse_settings: { async_insert: 0 },
    });
  await put('replays', { session_id: 'kept', version: 1 }, { session_id: 'deleted', version: 1 });
  await put('replay_chunks', { session_id: 'kept' }, { session_id: 'deleted' });
  await deleteReplay(client, 'one', 'deleted');
  // A page that was still recording, and a spool that was not yet empty.
  await put('replay_chunks', { session_id: 'deleted' }, { session_id: 'not summarised yet' });
  await put(
    'replay_shares',
    { code_hash: 'good', session_id: 'kept', expires_at: day(-1) },
    { code_hash: 'just over', session_id: 'kept', expires_at: day(29) },
    { code_hash: 'long over', session_id: 'kept', expires_at: day(31) },
    { code_hash: 'to nothing', session_id: 'deleted', expires_at: day(-1) },
  );
  await put('batch_traces', { received_at: day(60) }, { received_at: day(1) });
  await put('dead_letter', { died_at: day(60) }, { died_at: day(1) });
  const left = async (table: string, column: string) => {
    const answer = await client.query({
      query: `SELECT ${column} AS x FROM ${table} ORDER BY x`,
      format: 'JSONEachRow',
    });
    return (await answer.json<{ x: string }>()).map(({ x }) => x);
  };

  expect(await expire(client, projectWith('one', {}), now)).toEqual({ project: 'one', months: [], replays: 0 });
  expect(await left('replay_chunks', 'session_id')).toEqual(['kept', 'not summarised yet']);
  expect(await left('replay_shares', 'code_hash')).toEqual(['good', 'just over']);
  expect(await left('replays', 'session_id')).toContain('deleted');

  await expire(client, projectWith('one', { events_days: 40 }), now);
  expect(await left('batch_traces', 'toDate(received_at)')).toEqual(['2026-11-09']);
  expect(await left('dead_letter', 'toDate(died_at)')).toEqual(['2026-11-09']);
}, 60_000);

test('work that may take hours is not ended by the store after a minute', async () => {
  const { url, username, password } = engine.engine;
  const client = createStoreClient({ url, username, password }, UNHURRIED);
  const limit = "(SELECT toUInt32(value) FROM system.settings WHERE name = 'max_execution_time')";
  try {
    expect([await numberOf(await engine.database(), limit), await numberOf(client, limit)]).toEqual([60, 0]);
  } finally {
    await client.close();
  }
});

test('a month is too old from the day on which its last day is', () => {
  const day = (text: string) => Date.parse(`${text}T12:00:00Z`);
  expect(new Date(keptFrom(day('2026-11-20'), 31)).toISOString()).toBe('2026-10-01T00:00:00.000Z');
  expect(new Date(keptFrom(day('2026-12-31'), 31)).toISOString()).toBe('2026-11-01T00:00:00.000Z');
  expect(new Date(keptFrom(day('2027-01-02'), 31)).toISOString()).toBe('2026-12-01T00:00:00.000Z');
});

test('on a cluster the rows of a sharded table are taken from all shards', () => {
  expect(storedRowsOf('events', "Distributed('main', currentDatabase(), 'events_local', cityHash64(project))")).toEqual(
    {
      table: 'events_local',
      onCluster: " ON CLUSTER 'main'",
    },
  );
  expect(storedRowsOf('ids', 'ReplicatedReplacingMergeTree(…)')).toEqual({ table: 'ids', onCluster: '' });
});
