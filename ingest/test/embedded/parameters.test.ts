import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Harness, rows, startHarness } from './engine-harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const one = async (query: string, more: Parameters<typeof rows>[2] = {}) =>
  (await rows<Record<string, unknown>>(harness.client, query, more))[0];

describe('typed parameters', () => {
  const at = new Date('2026-01-02T03:04:05.678Z');
  test.each<[type: string, given: unknown, got: unknown]>([
    ['String', "O'Re\\il\tly\n\r\0end é😀 /* -- ;", "O'Re\\il\tly\n\r\0end é😀 /* -- ;"],
    ['String', '', ''],
    ['Nullable(String)', null, null],
    ['Nullable(String)', 'NULL', 'NULL'],
    [
      'Array(String)',
      ["x'y", 'b\\c', 'd\ne', 'é', '😀', '"', '`', ']['],
      ["x'y", 'b\\c', 'd\ne', 'é', '😀', '"', '`', ']['],
    ],
    ['Array(String)', [], []],
    ['Array(Nullable(String))', ['x', null], ['x', null]],
    ['Array(Array(UInt64))', [[1], [], [2, 3]], [[1], [], [2, 3]]],
    ["DateTime64(3, 'UTC')", at, '2026-01-02 03:04:05.678'],
    ["DateTime64(3, 'UTC')", '2026-01-02 03:04:05.678', '2026-01-02 03:04:05.678'],
    ["DateTime('UTC')", new Date('2026-01-02T03:04:05Z'), '2026-01-02 03:04:05'],
    ["Array(DateTime64(3, 'UTC'))", ['2026-01-02 03:04:05.678'], ['2026-01-02 03:04:05.678']],
    ['Date', '2026-01-02', '2026-01-02'],
    ['UUID', '61f0c404-5cb3-11e7-907b-a6006ad3dba0', '61f0c404-5cb3-11e7-907b-a6006ad3dba0'],
    ['Bool', true, true],
    ['Float64', 1e300, 1e300],
    ['Int8', -5, -5],
    ['Map(String, UInt8)', { "k'": 1 }, { "k'": 1 }],
  ])('%s', async (type, given, got) => {
    expect(await one(`SELECT {p:${type}} AS v`, { query_params: { p: given } })).toEqual({ v: got });
  });

  test('the whole range of 64-bit integers', async () => {
    const query_params = { a: 18446744073709551615n, b: -9223372036854775808n };
    const clickhouse_settings = { output_format_json_quote_64bit_integers: 1 } as const;
    const row = await one('SELECT {a:UInt64} AS a, {b:Int64} AS b', { query_params, clickhouse_settings });
    expect(row).toEqual({ a: '18446744073709551615', b: '-9223372036854775808' });
  });

  test('identifiers', async () => {
    const query_params = { db: 'system', t: 'one' };
    expect(await one('SELECT count() AS c FROM {db:Identifier}.{t:Identifier}', { query_params })).toEqual({ c: 1 });
  });

  test('in commands', async () => {
    await harness.client.command({
      query: 'CREATE TABLE {t:Identifier} (a String) ENGINE = Memory',
      query_params: { t: 'p t' },
    });
    await harness.client.command({ query: 'INSERT INTO `p t` SELECT {s:String}', query_params: { s: "q'" } });
    expect(await one('SELECT a FROM `p t`')).toEqual({ a: "q'" });
  });

  test('as a multipart form', async () => {
    const client = harness.connect({ use_multipart_params: true });
    const got = await rows(client, 'SELECT {a:Array(String)} AS a, {n:Nullable(Int8)} AS n', {
      query_params: { a: ["x'\n", 'é'], n: null },
    });
    expect(got).toEqual([{ a: ["x'\n", 'é'], n: null }]);
  });

  test('5,000 values in the URL', async () => {
    const ids = Array.from({ length: 5_000 }, (_, i) => `id-${i}-with some length`);
    expect(await one('SELECT length({ids:Array(String)}) AS n', { query_params: { ids } })).toEqual({ n: 5_000 });
  });

  test('a parameter of one request is not there in the next', async () => {
    await one('SELECT {ghost:String} AS v', { query_params: { ghost: 'here' } });
    await expect(one('SELECT {ghost:String} AS v')).rejects.toMatchObject({ code: '456' });
  });

  test('a value cannot leave its quotes', async () => {
    const query_params = { p: "'; CREATE TABLE pwned (a Int8) ENGINE = Memory; --" };
    expect(await one('SELECT {p:String} AS v', { query_params })).toEqual({ v: query_params.p });
    await harness.client.query({
      query: 'SELECT 1',
      clickhouse_settings: { log_comment: "x\\'; CREATE TABLE pwned (a Int8) ENGINE = Memory; --" },
    });
    expect(await one('EXISTS TABLE pwned')).toEqual({ result: 0 });
  });

  test('500 concurrent calls with mixed parameters and settings: 0 mix-ups', async () => {
    const answers = await Promise.all(
      Array.from({ length: 500 }, async (_, i) => {
        const block = 1_000 + i;
        const row = await one(
          `SELECT {n:UInt32} AS n, {s:Array(String)} AS s, getSetting('max_block_size') AS b, sleepEachRow(0.001)`,
          {
            query_params: { n: i, s: [`'${i}`] },
            clickhouse_settings: { max_block_size: String(block) },
            ...(i % 10 === 0 ? { session_id: `s${i % 50}` } : {}),
          },
        );
        return row?.n === i && (row.s as string[])[0] === `'${i}` && Number(row.b) === block;
      }),
    );
    expect(answers.filter(Boolean)).toHaveLength(500);
  });
});

describe('settings of one request', () => {
  const blockSize = (more = {}) => one("SELECT getSetting('max_block_size') AS v", more);

  test.each([
    ['without a session', {}],
    ['within a session', { session_id: 'settings' }],
  ])('hold for it and do not stick, %s', async (_, session) => {
    const before = await blockSize(session);
    expect(await blockSize({ ...session, clickhouse_settings: { max_block_size: '777' } })).toEqual({ v: 777 });
    expect(await blockSize(session)).toEqual(before);
    expect(before).not.toEqual({ v: 777 });
  });

  test('readonly does not brick what comes after it', async () => {
    const readonly = { session_id: 'ro', clickhouse_settings: { readonly: '1' as const } };
    await one('SELECT 1', readonly);
    await expect(
      harness.client.command({ query: 'CREATE TABLE no (a Int8) ENGINE = Memory', ...readonly }),
    ).rejects.toMatchObject({ code: '164' });
    await harness.client.command({ query: 'CREATE TABLE yes (a Int8) ENGINE = Memory', session_id: 'ro' });
  });

  test('of the statement itself', async () => {
    expect(await one("SELECT getSetting('max_block_size') AS v SETTINGS max_block_size = 555")).toEqual({ v: 555 });
    expect(await blockSize()).not.toEqual({ v: 555 });
  });

  test('async_insert is off for inserts, whatever is asked', async () => {
    await harness.client.command({
      query: "CREATE TABLE ai (a UInt8, s String DEFAULT toString(getSetting('async_insert'))) ENGINE = Memory",
    });
    await harness.client.insert({
      table: 'ai',
      columns: ['a'],
      values: [{ a: 1 }],
      format: 'JSONEachRow',
      clickhouse_settings: { async_insert: 1, wait_for_async_insert: 0 },
    });
    expect(await one('SELECT a, s FROM ai')).toEqual({ a: 1, s: 'false' });
  });
});
