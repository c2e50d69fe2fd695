import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Harness, rows, startHarness } from './engine-harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
  await harness.client.command({ query: 'CREATE TABLE t (a UInt64) ENGINE = MergeTree ORDER BY a' });
});
afterAll(() => harness.close());

function send(path: string, init: RequestInit = {}): Promise<Response> {
  const { url, username, password } = harness.engine;
  return fetch(url + path, {
    ...init,
    headers: { 'X-ClickHouse-User': username, 'X-ClickHouse-Key': password, ...init.headers },
  });
}

describe('exceptions', () => {
  test.each([
    ['syntax', 'SELECT 1 FRM x', '62', 'SYNTAX_ERROR', 400],
    ['two statements', 'SELECT 1; DROP TABLE t', '62', 'SYNTAX_ERROR', 400],
    ['unknown table', 'SELECT * FROM nope', '60', 'UNKNOWN_TABLE', 404],
    ['unknown column', 'SELECT nope FROM t', '47', 'UNKNOWN_IDENTIFIER', 404],
    ['types of arguments', "SELECT 1 + 'a'", '43', 'ILLEGAL_TYPE_OF_ARGUMENT', 500],
    ['value of the wrong type', "SELECT toUInt8('x')", '6', 'CANNOT_PARSE_TEXT', 400],
    [
      'at run time',
      'SELECT throwIf(number = 100000) FROM numbers(200000)',
      '395',
      'FUNCTION_THROW_IF_VALUE_IS_NON_ZERO',
      500,
    ],
    [
      'time limit',
      'SELECT sum(sipHash64(number)) FROM numbers(100000000000) SETTINGS max_execution_time = 0.2',
      '159',
      'TIMEOUT_EXCEEDED',
      408,
    ],
  ])('%s', async (_, query, code, type, status) => {
    await expect(harness.client.command({ query })).rejects.toMatchObject({ code, type });
    const response = await send('/', { method: 'POST', body: query });
    expect(response.status).toBe(status);
    expect(response.headers.get('x-clickhouse-exception-code')).toBe(code);
  });

  test('a syntax error points into the text that was sent', async () => {
    await expect(harness.client.command({ query: 'SELECT 1\n FRM x' })).rejects.toThrow(/position 15 .*line 2, col 6/);
  });

  test('an unknown setting', async () => {
    const settings = { nope: 1 } as never;
    await expect(rows(harness.client, 'SELECT 1', { clickhouse_settings: settings })).rejects.toMatchObject({
      code: '115',
      type: 'UNKNOWN_SETTING',
    });
    expect((await send('/?a%20b=1', { method: 'POST', body: 'SELECT 1' })).status).toBe(404);
  });

  test('a row that does not parse says which, and nothing of the block is stored', async () => {
    const insert = harness.client.insert({ table: 't', values: [{ a: 1 }, { a: 'x' }], format: 'JSONEachRow' });
    await expect(insert).rejects.toThrow(/at row 2/);
    expect(await rows(harness.client, 'SELECT count() AS c FROM t')).toEqual([{ c: 0 }]);
  });

  test('of a block that went through a file, too', async () => {
    const values = Array.from({ length: 400_000 }, (_, a) => ({ a: a === 399_999 ? ['x'] : a }));
    await expect(harness.client.insert({ table: 't', values, format: 'JSONEachRow' })).rejects.toThrow(/at row/);
    expect(await rows(harness.client, 'SELECT count() AS c FROM t')).toEqual([{ c: 0 }]);
  });

  test('no or wrong credentials', async () => {
    for (const client of [harness.connect({ password: 'x' }), harness.connect({ username: 'default', password: '' })]) {
      await expect(rows(client, 'SELECT 1')).rejects.toMatchObject({ code: '516', type: 'AUTHENTICATION_FAILED' });
    }
    expect((await fetch(`${harness.engine.url}/?query=SELECT%201`)).status).toBe(403);
    expect(await (await fetch(`${harness.engine.url}/ping`)).text()).toBe('Ok.\n');
  });

  test('what it does not do, it says', async () => {
    expect((await send('/?compress=1', { method: 'POST', body: 'SELECT 1' })).status).toBe(501);
    await expect(rows(harness.client, 'SELECT 1', { role: 'r' })).rejects.toMatchObject({ code: '511' });
    const strange = await send('/', { method: 'POST', body: 'SELECT 1', headers: { 'Content-Encoding': 'zstd' } });
    expect(strange.status).toBe(501);
    const broken = await send('/', { method: 'POST', body: 'not gzip', headers: { 'Content-Encoding': 'gzip' } });
    expect(broken.headers.get('x-clickhouse-exception-code')).toBe('354');
    expect((await send('/elsewhere?query=SELECT%201')).status).toBe(404);
  });

  test('GET only reads', async () => {
    expect(await (await send('/?query=SELECT%2042')).text()).toBe('42\n');
    const response = await send('/?query=DROP%20TABLE%20t');
    expect(response.headers.get('x-clickhouse-exception-code')).toBe('164');
    expect(await rows(harness.client, 'EXISTS TABLE t')).toEqual([{ result: 1 }]);
  });

  test('after all that, 200 good calls', async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => rows(harness.client, `SELECT ${i} AS a`)));
    expect(answers.flat()).toEqual(Array.from({ length: 200 }, (_, a) => ({ a })));
  });
});

describe('limits', () => {
  test('a result that is too large is refused, not sent in part', async () => {
    const clickhouse_settings = { max_result_bytes: '1000000' };
    await expect(
      rows(harness.client, 'SELECT number FROM numbers(10000000)', { clickhouse_settings }),
    ).rejects.toMatchObject({ code: '396' });
    await expect(
      rows(harness.client, 'SELECT repeat(toString(number % 10), 1000) FROM numbers(500000)'),
    ).rejects.toMatchObject({
      code: '396',
    });
  });

  test('reads have a time and a memory limit without asking, writes do not', async () => {
    const [read] = await rows<Record<string, string>>(
      harness.client,
      "SELECT getSetting('max_execution_time') AS t, getSetting('max_memory_usage') AS m",
    );
    expect(Number(read?.t)).toBe(60);
    expect(Number(read?.m)).toBe(750_000_000);
    await harness.client.command({
      query: "CREATE TABLE l ENGINE = Memory AS SELECT getSetting('max_execution_time') AS t",
    });
    expect((await rows<{ t: unknown }>(harness.client, 'SELECT t FROM l'))[0]?.t).toSatisfy((t) => Number(t) === 0);
  });

  test('a read that wants all memory fails alone', async () => {
    const greedy = rows(harness.client, 'SELECT length(groupArray(number)) FROM numbers(300000000)');
    const inserts = Array.from({ length: 20 }, (_, a) =>
      harness.client.insert({ table: 't', values: [{ a }], format: 'JSONEachRow' }),
    );
    await expect(greedy).rejects.toMatchObject({ code: '241' });
    await Promise.all(inserts);
  });

  test('the untrusted user has connections and limits of its own', async () => {
    const client = harness.connect(harness.engine.untrusted);
    expect(await rows(client, "SELECT getSetting('max_execution_time') AS t")).toEqual([{ t: 30 }]);
    const order: string[] = [];
    const busy = Promise.all([1, 2, 3, 4].map(() => rows(client, 'SELECT sleep(3)'))).then(() => order.push('theirs'));
    await rows(harness.client, 'SELECT 1');
    order.push('ours');
    await busy;
    expect(order).toEqual(['ours', 'theirs']);
  });
});
