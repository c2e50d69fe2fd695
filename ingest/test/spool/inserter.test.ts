import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openSpool, type SpoolLimits } from '../../src/spool/index.ts';
import {
  createStoreClient,
  type DeadLetter,
  type Inserter,
  migrate,
  readDeadLetters,
  replayDeadLetter,
  type StoreClient,
  startInserter,
} from '../../src/store/index.ts';
import { type FaultProxy, startProxy, startResettingProxy } from '../kill/proxy.ts';
import { createRandom } from '../kill/random.ts';
import { silentLog, startTestEngine, type TestEngine } from '../with-engine.ts';

type OpenSpool = Awaited<ReturnType<typeof openSpool>>;

let engine: TestEngine;
let client: StoreClient;
let dir: string;
let closers: (() => Promise<unknown>)[];

beforeAll(async () => {
  engine = await startTestEngine();
});

afterAll(async () => {
  await engine.stop();
});

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'inserter-'));
  client = await engine.database();
  await migrate({ client, log: silentLog });
  closers = [];
});

afterEach(async () => {
  for (const close of closers.reverse()) await close();
  rmSync(dir, { recursive: true });
});

async function spoolOf(limits: Partial<SpoolLimits> = {}): Promise<OpenSpool> {
  const spool = await openSpool({ dir, log: silentLog, limits: { quietBlockAgeMs: 20, blockAgeMs: 40, ...limits } });
  closers.push(() => spool.close());
  return spool;
}

function inserterOf(spool: OpenSpool, through: StoreClient = client): Inserter {
  const inserter = startInserter({ spool, client: through, log: silentLog });
  closers.push(() => inserter.stop());
  return inserter;
}

/** The same database through a proxy. */
async function clientThrough(proxy: FaultProxy): Promise<StoreClient> {
  const [{ name = '' } = {}] = await ask<{ name: string }>('SELECT currentDatabase() AS name');
  const through = createStoreClient({ url: proxy.url, database: name });
  closers.push(() => through.close(), proxy.stop);
  return through;
}

const address = () => ({ url: engine.engine.url, username: engine.engine.username, password: engine.engine.password });

async function ask<Row>(query: string): Promise<Row[]> {
  return (await client.query({ query, format: 'JSONEachRow' })).json<Row>();
}

interface Row {
  event_id?: string;
  batch_id?: string;
  event_at?: unknown;
  [column: string]: unknown;
}

function textOf({ event_at = Date.now(), ...row }: Row): string {
  const whole = { project: 'p', event_id: randomUUID(), auth_state: 'anonymous', event_at, ...row };
  return JSON.stringify(whole).slice(1);
}

async function append(spool: OpenSpool, rows: string[]): Promise<string> {
  const batchId = randomUUID();
  const texts = rows.map((row) => `"batch_id":"${batchId}",${row}`);
  await spool.append({
    project: 'p',
    batchId,
    format: 'json',
    common: '',
    rows: texts,
    accepted: rows.length,
    rejected: [],
  });
  return batchId;
}

const good = (count: number) => Array.from({ length: count }, () => textOf({}));

async function stored(): Promise<{ rows: number; ids: number; dead: number }> {
  const [row] = await ask<{ rows: string; ids: string; dead: string }>(
    `SELECT toString(count()) AS rows, toString(uniqExact(event_id)) AS ids,
            (SELECT toString(count()) FROM dead_letter FINAL) AS dead FROM events`,
  );
  return { rows: Number(row?.rows), ids: Number(row?.ids), dead: Number(row?.dead) };
}

test('rows, blocks, checkpoint: everything arrives once and is recorded', async () => {
  const spool = await spoolOf({ blockRows: 100 });
  const inserter = inserterOf(spool);
  for (let n = 0; n < 30; n++) await append(spool, good(25));
  await inserter.drained();
  expect(await stored()).toEqual({ rows: 750, ids: 750, dead: 0 });
  const blocks = await ask<{ rows: number; node: string }>('SELECT * FROM blocks FINAL ORDER BY block_id');
  expect(blocks.reduce((sum, block) => sum + block.rows, 0)).toBe(750);
  expect(new Set(blocks.map((block) => block.node))).toEqual(new Set([spool.node]));
  expect(inserter.stats()).toMatchObject({ blocks: blocks.length, rows: 750, deferred: 0 });
  expect(spool.stats()).toMatchObject({ backlogRows: 0, openBlocks: 0 });
});

/** What the store refuses, or refused in some version; whatever it takes by now is simply stored. */
const POISONS: [string, string][] = [
  ['a time that is none', textOf({ event_at: 'yesterday' })],
  ['an id that is none', textOf({ event_id: 'not-a-uuid' })],
  ['an unknown enum value', textOf({ auth_state: 'maybe' })],
  ['a lone surrogate', textOf({}).replace('}', ',"title":"\\ud800"}')],
  ['a number that is a word', textOf({}).replace('}', ',"x":"wide"}')],
  ['a word for a list', textOf({}).replace('}', ',"props_boolean":"x"}')],
  ['a cut row', '"project":"p","event_id":"'],
];

describe('rows that the store refuses', () => {
  test.each(POISONS)('%s: one dead letter with the reason, all others stored', async (_name, poison) => {
    const spool = await spoolOf();
    const inserter = inserterOf(spool);
    const rows = good(999);
    rows.splice(500, 0, poison);
    await append(spool, rows);
    await inserter.drained();
    expect(await stored()).toEqual({ rows: 999, ids: 999, dead: 1 });
    const [letter] = await ask<{ reason: string; row: string; error_code: number }>('SELECT * FROM dead_letter FINAL');
    expect(letter?.reason.length).toBeGreaterThan(10);
    expect(letter?.error_code).toBeGreaterThan(0);
    expect(letter?.row).toContain(poison.slice(0, 20));
  });

  test('a block of nothing but one poisoned row', async () => {
    const spool = await spoolOf();
    const inserter = inserterOf(spool);
    await append(spool, [textOf({ auth_state: 'maybe' })]);
    await inserter.drained();
    expect(await stored()).toEqual({ rows: 0, ids: 0, dead: 1 });
  });

  test('a letter can be replayed once its reason is gone: one row, in a block of its own, however often it is tried', async () => {
    const spool = await spoolOf();
    const inserter = inserterOf(spool);
    await append(spool, [
      ...good(3),
      textOf({ input: 'p', rage: 70_000_000_000_000_000_000 }),
      textOf({ auth_state: 'maybe' }),
    ]);
    await inserter.drained();
    const before = await stored();
    let replayed: DeadLetter | undefined;
    await client.command({
      query:
        "ALTER TABLE events MODIFY COLUMN auth_state Enum8('anonymous' = 1, 'signed-in' = 2, 'signed-out' = 3, 'maybe' = 4)",
    });
    for (let n = 0; n < 2; n++) {
      const letters = (await readDeadLetters(client, 10)).filter((letter) => letter.row.includes('maybe'));
      const letter = letters[0] ?? replayed;
      if (letter === undefined) throw new Error('no letter');
      replayed = letter;
      await replayDeadLetter(client, letter);
    }
    expect(await stored()).toEqual({ ...before, rows: before.rows + 1, ids: before.ids + 1 });
    expect(await readDeadLetters(client, 10)).toHaveLength(before.dead - 1);
    expect(await ask("SELECT rows FROM blocks FINAL WHERE node = 'replay'")).toEqual([{ rows: 1 }]);
  });

  test('a dead row stays dead in the next life, and its block is complete', async () => {
    const spool = await spoolOf();
    await append(spool, [...good(10), textOf({ auth_state: 'maybe' })]);
    spool.flush();
    const block = spool.take();
    if (block === undefined) throw new Error('no block');
    const text = (await spool.read(block)).toString('utf8').trim().split('\n');
    const poisoned = JSON.parse(text[10] ?? '');
    await spool.bury(block, `p/${poisoned.batch_id}/${poisoned.event_id}`);
    await spool.close();
    const next = await spoolOf();
    const inserter = inserterOf(next);
    await inserter.drained();
    expect(await stored()).toEqual({ rows: 10, ids: 10, dead: 0 });
  });

  test('an error that nobody knows is the row’s fault only once others are taken', async () => {
    const proxy = await startProxy(address(), (body, _call, response) => {
      if (!body.includes('"title":"strange"')) return false;
      response.writeHead(400, { 'X-ClickHouse-Exception-Code': '4711' });
      response.end('Code: 4711. DB::Exception: Something new. (SOMETHING_NEW)\n');
      return true;
    });
    const spool = await spoolOf();
    const inserter = inserterOf(spool, await clientThrough(proxy));
    await append(spool, [textOf({ title: 'strange' })]);
    await expect.poll(() => inserter.stats().deferred, { timeout: 10_000 }).toBe(1);
    expect(await stored()).toEqual({ rows: 0, ids: 0, dead: 0 });
    await append(spool, good(20));
    await inserter.drained();
    expect(await stored()).toEqual({ rows: 20, ids: 20, dead: 1 });
  });

  test('an error about everything buries nothing, and passes', async () => {
    let broken = true;
    const proxy = await startProxy(address(), (_body, _call, response) => {
      if (!broken) return false;
      response.writeHead(400, { 'X-ClickHouse-Exception-Code': '4711' });
      response.end('Code: 4711. DB::Exception: Something new. (SOMETHING_NEW)\n');
      return true;
    });
    const spool = await spoolOf({ blockRows: 5 });
    const inserter = inserterOf(spool, await clientThrough(proxy));
    for (let n = 0; n < 6; n++) await append(spool, good(5));
    await expect.poll(() => inserter.stats().deferred, { timeout: 30_000 }).toBeGreaterThan(1);
    broken = false;
    inserter.wake();
    await inserter.drained();
    expect(await stored()).toEqual({ rows: 30, ids: 30, dead: 0 });
  });
});

describe('after an unclean end', () => {
  test('a block that is stored, one that is cut, one that is not there, and two batches with one event id', async () => {
    const spool = await spoolOf({ blockRows: 10 });
    const same = randomUUID();
    await append(spool, good(10));
    await append(spool, [...good(4), textOf({ event_id: same })]);
    await append(spool, [textOf({ event_id: same.toUpperCase() }), ...good(4)]);
    await append(spool, good(10));
    spool.flush();
    const [whole, cut] = [spool.take(), spool.take()];
    if (whole === undefined || cut === undefined) throw new Error('no blocks');
    const insert = (rows: string) => client.command({ query: `INSERT INTO events FORMAT JSONEachRow\n${rows}` });
    await insert((await spool.read(whole)).toString('utf8'));
    // The row that shares its id is among those that are there; its twin of the other batch is not.
    const lines = (await spool.read(cut)).toString('utf8').split('\n');
    await insert(lines.slice(3, 5).join('\n'));
    await spool.close();

    const next = await spoolOf({ blockRows: 10 });
    const inserter = inserterOf(next);
    await inserter.drained();
    expect(await stored()).toEqual({ rows: 30, ids: 29, dead: 0 });
    expect(
      await ask(`SELECT count() AS n, uniqExact(batch_id) AS b FROM events WHERE event_id = '${same}'`),
    ).toMatchObject([{ n: 2, b: 2 }]);
    expect(inserter.stats().reconciled).toEqual({ nothing: 1, part: 1, all: 1 });
  });

  test('a block that was cut and whose stored half was damaged in the spool: the other half is not taken for it', async () => {
    const spool = await spoolOf();
    await append(spool, good(5));
    await append(spool, good(5));
    spool.flush();
    const block = spool.take();
    if (block === undefined) throw new Error('no block');
    const lines = (await spool.read(block)).toString('utf8').split('\n');
    await client.command({ query: `INSERT INTO events FORMAT JSONEachRow\n${lines.slice(0, 5).join('\n')}` });
    await spool.close();
    const segment = join(dir, readdirSync(dir).find((name) => name.startsWith('segment-')) ?? '');
    const bytes = readFileSync(segment);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    writeFileSync(segment, bytes);
    const next = await spoolOf();
    await inserterOf(next).drained();
    expect(await stored()).toEqual({ rows: 10, ids: 10, dead: 0 });
  });

  test('broken connections while the store works and after it committed: nothing lost, nothing twice', async () => {
    const proxy = await startResettingProxy(address(), createRandom(5), 0.5);
    const spool = await spoolOf({ blockRows: 50 });
    const inserter = inserterOf(spool, await clientThrough(proxy));
    for (let n = 0; n < 40; n++) await append(spool, good(50));
    await inserter.drained();
    expect(await stored()).toEqual({ rows: 2_000, ids: 2_000, dead: 0 });
    expect(proxy.harmed).toBeGreaterThan(10);
  });

  test('the store goes away and comes back', async () => {
    const proxy = await startProxy(address(), () => false);
    const spool = await spoolOf({ blockRows: 50 });
    const inserter = inserterOf(spool, await clientThrough(proxy));
    await append(spool, good(50));
    await inserter.drained();
    await proxy.setAway(true);
    for (let n = 0; n < 10; n++) await append(spool, good(50));
    await proxy.setAway(false);
    inserter.wake();
    await inserter.drained();
    expect(await stored()).toEqual({ rows: 550, ids: 550, dead: 0 });
  });
});

test('told to stop, it ends at once while the store is away, and the rest waits for the next life', async () => {
  const proxy = await startProxy(address(), () => false);
  const spool = await spoolOf();
  const inserter = inserterOf(spool, await clientThrough(proxy));
  await proxy.setAway(true);
  await append(spool, good(5));
  const startedAt = Date.now();
  await inserter.stop(300);
  expect(Date.now() - startedAt).toBeLessThan(2_000);
  await spool.close();
  const next = await spoolOf();
  await inserterOf(next).drained();
  expect(await stored()).toEqual({ rows: 5, ids: 5, dead: 0 });
  await proxy.setAway(false);
});
