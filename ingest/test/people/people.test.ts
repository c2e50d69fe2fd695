import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../../src/commands/index.ts';
import type { OverviewAnswer } from '../../src/contract/index.ts';
import { erasePerson, exportPerson, type Job, type Person } from '../../src/people/index.ts';
import { openZone, overview } from '../../src/queries/index.ts';
import type { RunningServer } from '../../src/server.ts';
import { migrate, type StoreClient } from '../../src/store/index.ts';
import { until } from '../embedded/process.ts';
import { storeBlocks } from '../overview/events.ts';
import { foldAll } from '../overview/fold-all.ts';
import { naiveOverview } from '../overview/reference.ts';
import { heldLease } from '../rollup/held-lease.ts';
import { worldOf } from '../rollup/world.ts';
import { batchOf, sendOk } from '../server/batch.ts';
import { ask, askOk, clientOf, codeOf, PUBLIC_KEY, SECRET_KEY, startHere } from '../server/harness.ts';
import { scratchDir, silentLog, startTestEngine, type TestEngine } from '../with-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());

async function exported(client: StoreClient, who: Omit<Person, 'project'>): Promise<Record<string, unknown>[]> {
  const lines: Record<string, unknown>[] = [];
  for await (const line of exportPerson(client, { project: 'one', ...who })) lines.push(JSON.parse(line).row);
  return lines;
}

test('an erased person is nowhere, and every number is what it is without them', async () => {
  const client = await engine.database();
  await migrate({ client, log: silentLog });
  const { events, blocks } = worldOf(11, 4, 120);
  await storeBlocks(client, blocks);
  await foldAll(client, 2);
  const { visitor_id: visitorId, user_id: userId } = events.find(({ user_id }) => user_id !== '') ?? {
    visitor_id: '',
    user_id: '',
  };
  const isTheirs = (event: { visitor_id: unknown; user_id: unknown }) =>
    event.visitor_id === visitorId || event.user_id === userId;
  const theirs = events.filter(isTheirs);

  for (const [table, row] of [
    ['replays', { visitor_id: visitorId, session_id: 'theirs', version: 1 }],
    ['replay_shares', { code_hash: 'a', session_id: 'theirs', version: 1 }],
    ['replay_shares', { code_hash: 'b', session_id: 'of another', version: 1 }],
  ] as const)
    await client.insert({ table, values: [{ project: 'one', ...row }], format: 'JSONEachRow' });

  const rows = (await exported(client, { visitorId, userId })).filter(({ event_id }) => event_id !== undefined);
  expect(rows.map(({ event_id }) => event_id).sort()).toEqual(theirs.map(({ event_id }) => event_id).sort());

  const lease = await heldLease(client);
  const seen: number[] = [];
  const proof = await erasePerson(
    { project: 'one', visitorId, userId },
    { client, lease, onProgress: (done, total) => seen.push(done / total) },
  );
  expect(proof.before).toMatchObject({ events: theirs.length, ids: 2, replays: 1, replay_shares: 1 });
  expect([Object.values(proof.after).every((count) => count === 0), proof.differing, seen.at(-1)]).toEqual([
    true,
    0,
    1,
  ]);
  expect(await exported(client, { visitorId, userId })).toEqual([]);
  const links = await client.query({ query: 'SELECT code_hash FROM replay_shares', format: 'JSONEachRow' });
  expect(await links.json()).toEqual([{ code_hash: 'b' }]);

  const zone = openZone('Europe/Berlin');
  if (zone === undefined) throw new Error('Berlin is a zone');
  const question = {
    fromMs: zone.startOf('2026-09-01'),
    toMs: zone.startOf('2026-11-30'),
    includeAnonymous: true,
    filters: [],
    pageGroups: false,
  };
  const answer = await overview(client, { ...question, project: 'one', zone, nowMs: Date.UTC(2027, 0, 1) });
  expect(answer).toEqual(
    naiveOverview(
      events.filter((event) => !isTheirs(event)),
      { ...question, tz: 'Europe/Berlin' },
    ),
  );
}, 120_000);

test('an account goes with what its browsers did before the sign-in, unless others use them too', async () => {
  const client = await engine.database();
  await migrate({ client, log: silentLog });
  const { events, blocks } = worldOf(13, 4, 120);
  const usersOf = (visitor: unknown) =>
    new Set(
      events.filter((event) => event.visitor_id === visitor && event.user_id !== '').map(({ user_id }) => user_id),
    );
  const browsersOf = (user: unknown) =>
    [...new Set(events.filter(({ user_id }) => user_id === user).map(({ visitor_id }) => visitor_id))].sort();
  const isAlone = (visitor: unknown) => usersOf(visitor).size === 1;
  const wasAGuest = (visitor: unknown) => events.some((event) => event.visitor_id === visitor && event.user_id === '');
  const userId = events
    .map(({ user_id }) => user_id)
    .find((user) => user !== '' && browsersOf(user).some((visitor) => isAlone(visitor) && wasAGuest(visitor)));
  const other = events
    .map(({ user_id }) => user_id)
    .find((user) => user !== '' && browsersOf(user).some((visitor) => !isAlone(visitor) && wasAGuest(visitor)));
  if (userId === undefined || other === undefined) throw new Error('Such people are in this world.');
  const expected = (user: string) =>
    events
      .filter(({ visitor_id, user_id }) => user_id === user || (isAlone(visitor_id) && usersOf(visitor_id).has(user)))
      .map(({ event_id }) => event_id)
      .sort();
  const ids = async (user: string) =>
    (await exported(client, { userId: user, withBrowsers: true })).map(({ event_id }) => event_id).sort();

  await storeBlocks(client, blocks);
  // Also while nothing is folded yet.
  expect(await ids(userId)).toEqual(expected(userId));
  await foldAll(client, 2);
  expect(await ids(userId)).toEqual(expected(userId));
  expect(await ids(other)).toEqual(expected(other));
  expect(expected(userId).length).toBeGreaterThan(events.filter(({ user_id }) => user_id === userId).length);

  const lease = await heldLease(client);
  // As after a kill that came when the events were gone and nothing else.
  const gone = expected(userId);
  await client.command({
    query: 'DELETE FROM events WHERE project = {project:String} AND event_id IN {gone:Array(UUID)}',
    query_params: { project: 'one', gone },
  });
  const proof = await erasePerson({ project: 'one', userId, withBrowsers: true }, { client, lease });
  expect(proof.before.events).toBe(0);
  expect([Object.values(proof.after).every((count) => count === 0), proof.differing]).toEqual([true, 0]);
  expect(await ids(userId)).toEqual([]);

  // As after one that came when the months were computed and nothing else: session sums and numbers are left.
  await client.command({
    query: `INSERT INTO ids (project, kind, hash, key, id) SELECT 'one', 'user', 1, 'gone', 999999`,
  });
  await client.command({ query: "INSERT INTO session_sums SELECT * FROM session_sums WHERE kind = 'all' LIMIT 2" });
  const again = await erasePerson({ project: 'one', userId: 'gone' }, { client, lease });
  expect([again.before.ids, again.after.ids, again.differing]).toEqual([1, 0, 0]);
}, 120_000);

test("a name that nobody has erases nothing, and nobody's empty id is not everybody", async () => {
  const client = await engine.database();
  await migrate({ client, log: silentLog });
  const { events, blocks } = worldOf(12, 2, 30);
  await storeBlocks(client, blocks);
  await foldAll(client, 2);
  const lease = await heldLease(client);
  for (const person of [
    { userId: "x' OR 1=1 --" },
    { visitorId: '', userId: '' },
    { project: 'two', visitorId: events[0]?.visitor_id },
  ]) {
    const proof = await erasePerson({ project: 'one', ...person }, { client, lease });
    expect([Object.values(proof.before).every((count) => count === 0), proof.months]).toEqual([true, []]);
  }
  const answer = await client.query({ query: 'SELECT count() AS n FROM events', format: 'JSONEachRow' });
  expect(await answer.json()).toEqual([{ n: events.length }]);
}, 60_000);

test('by HTTP and by command, beside a running server', async () => {
  const scratch = scratchDir();
  const server: RunningServer = await startHere(scratch.dir);
  const client = await clientOf(scratch.dir);
  try {
    for (const visitor_id of ['ada', 'bob', 'eve']) {
      await sendOk(server.url, batchOf(PUBLIC_KEY, 2, { visitor_id, session_id: visitor_id }));
    }
    const people = async () => (await askOk<OverviewAnswer>(server.url, '/api/overview')).visitors;
    await until(async () => (await people()) === 3, 20_000);

    const text = await (await ask(server.url, '/api/people/export?visitor_id=ada')).text();
    expect(
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).row.visitor_id),
    ).toEqual(['ada', 'ada']);
    const nobody = await ask(server.url, '/api/people/export');
    expect([nobody.status, await codeOf(nobody)]).toEqual([400, 'INVALID_QUERY']);

    // Acknowledged, and not yet in the store: it goes too.
    await sendOk(server.url, batchOf(PUBLIC_KEY, 2, { visitor_id: 'ada', session_id: 'ada' }));
    const begun = await fetch(`${server.url}/api/people/erase?visitor_id=ada`, {
      method: 'POST',
      headers: { authorization: `Bearer ${SECRET_KEY}` },
    });
    const { job_id } = (await begun.json()) as Job<unknown>;
    const look = () => askOk<Job<{ after: Record<string, number> }>>(server.url, `/api/people/erase/${job_id}`);
    await until(async () => (await look()).state !== 'running', 60_000);
    expect(await look()).toMatchObject({
      state: 'done',
      progress: 1,
      result: { before: { events: 4 }, after: { events: 0 }, differing: 0 },
    });
    expect(await people()).toBe(2);

    let said = '';
    const note = (part: string) => {
      said += part;
    };
    const code = await runCommand(
      ['erase', '--visitor', 'bob', '--json'],
      { TRODDEN_DATA_DIR: scratch.dir },
      { out: note, err: note },
    );
    expect([code, JSON.parse(said)]).toMatchObject([0, { before: { events: 2 }, after: { events: 0 } }]);
    expect(await people()).toBe(1);
  } finally {
    await client.close();
    await server.stop();
    scratch.remove();
  }
}, 180_000);
