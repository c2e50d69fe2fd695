import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Harness, rows, startHarness } from './engine-harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
  await harness.client.command({ query: 'CREATE TABLE t (a UInt64, s String) ENGINE = MergeTree ORDER BY a' });
});
afterAll(() => harness.close());

const count = async (where = '1') =>
  Number((await rows<{ c: string }>(harness.client, `SELECT count() c FROM t WHERE ${where}`))[0]?.c);

describe('what @clickhouse/client does with a server', () => {
  test('ping, and ping with a query', async () => {
    expect(await harness.client.ping()).toEqual({ success: true });
    expect(await harness.client.ping({ select: true })).toEqual({ success: true });
  });

  test('query gives rows, names the format and the query id', async () => {
    const result = await harness.client.query({
      query: "SELECT 1 AS a, 'é😀' AS b",
      format: 'JSONEachRow',
      query_id: 'q-1',
    });
    expect(result.query_id).toBe('q-1');
    expect(result.response_headers['x-clickhouse-query-id']).toBe('q-1');
    expect(result.response_headers['x-clickhouse-format']).toBe('JSONEachRow');
    expect(await result.json()).toEqual([{ a: 1, b: 'é😀' }]);
  });

  test('a large result arrives whole', async () => {
    const result = await harness.client.query({ query: 'SELECT number FROM numbers(300000)', format: 'JSONEachRow' });
    let sum = 0;
    for await (const batch of result.stream<{ number: string }>())
      for (const row of batch) sum += Number(row.json().number);
    expect(sum).toBe((300_000 * 299_999) / 2);
  });

  test('insert of objects says how many rows were written', async () => {
    const { summary } = await harness.client.insert({
      table: 't',
      format: 'JSONEachRow',
      values: [
        { a: 1, s: "é'\\\n😀" },
        { a: 2, s: '' },
      ],
    });
    expect(summary?.written_rows).toBe('2');
    expect(await rows(harness.client, 'SELECT s FROM t WHERE a = 1')).toEqual([{ s: "é'\\\n😀" }]);
  });

  test('insert of a stream of objects', async () => {
    const values = Readable.from(Array.from({ length: 5_000 }, (_, i) => ({ a: 10_000 + i, s: `s${i}` })));
    const { summary } = await harness.client.insert({ table: 't', format: 'JSONEachRow', values });
    expect(summary?.written_rows).toBe('5000');
    expect(await count('a BETWEEN 10000 AND 14999')).toBe(5_000);
  });

  test.each([
    ['small', 100],
    ['larger than what stays in memory', 120_000],
  ])('exec with a raw body, %s', async (_, n) => {
    const line = (i: number) => `{"a":${1_000_000 + i},"s":"${'x'.repeat(30)}"}\n`;
    const values = Readable.from(
      Array.from({ length: n }, (_, i) => line(i)),
      { objectMode: false },
    );
    const { summary, stream } = await harness.client.exec({ query: 'INSERT INTO t (a, s) FORMAT JSONEachRow', values });
    stream.resume();
    expect(summary?.written_rows).toBe(String(n));
    expect(await count(`a >= 1000000`)).toBe(n);
    await harness.client.command({ query: 'DELETE FROM t WHERE a >= 1000000' });
  });

  test('bytes of strings are kept, invalid UTF-8 included', async () => {
    const body = Buffer.concat([
      Buffer.from('{"a":77,"s":"'),
      Buffer.from([0xff, 0xc3, 0x28, 0xf0]),
      Buffer.from('"}\n'),
    ]);
    const { stream } = await harness.client.exec({
      query: 'INSERT INTO t FORMAT JSONEachRow',
      values: Readable.from([body]),
    });
    stream.resume();
    expect(await rows(harness.client, 'SELECT hex(s) h FROM t WHERE a = 77')).toEqual([{ h: 'FFC328F0' }]);
  });

  test('command: DDL, and INSERT SELECT with its written rows', async () => {
    await harness.client.command({ query: 'CREATE TABLE c (a UInt64) ENGINE = Memory' });
    const { summary } = await harness.client.command({ query: 'INSERT INTO c SELECT number FROM numbers(12)' });
    expect(summary?.written_rows).toBe('12');
    await harness.client.command({ query: 'INSERT INTO c VALUES (1), (2);' });
    expect(await rows(harness.client, 'SELECT count() c FROM c')).toEqual([{ c: 14 }]);
  });

  test('rows written into the statement itself', async () => {
    await harness.client.command({
      query: `INSERT INTO t (a, s) FORMAT JSONEachRow\n{"a":500,"s":"a;b ' -- "}\n{"a":501,"s":""}`,
    });
    await harness.client.command({ query: 'INSERT INTO t (s, a) FORMAT TSV\n\t502\nq\t503\n' });
    expect(await rows(harness.client, 'SELECT a, s FROM t WHERE a BETWEEN 500 AND 503 ORDER BY a')).toEqual([
      { a: 500, s: "a;b ' -- " },
      { a: 501, s: '' },
      { a: 502, s: '' },
      { a: 503, s: 'q' },
    ]);
  });

  test('an insert without rows is no error', async () => {
    const { stream, summary } = await harness.client.exec({
      query: 'INSERT INTO t FORMAT JSONEachRow',
      values: Readable.from([]),
    });
    stream.resume();
    expect(summary?.written_rows).toBe('0');
  });

  test('binary rows', async () => {
    const body = Buffer.alloc(10_000 * 10);
    for (let i = 0; i < 10_000; i += 1) {
      body.writeBigUInt64LE(BigInt(2_000_000 + i), i * 10);
      body.writeUInt8(1, i * 10 + 8);
      body.writeUInt8(200, i * 10 + 9);
    }
    const { stream } = await harness.client.exec({
      query: 'INSERT INTO t FORMAT RowBinary',
      values: Readable.from([body]),
    });
    stream.resume();
    expect(
      await rows(harness.client, 'SELECT count() c, sum(a) total, any(hex(s)) h FROM t WHERE a >= 2000000'),
    ).toEqual([{ c: 10_000, total: 2_000_000 * 10_000 + (10_000 * 9_999) / 2, h: 'C8' }]);
  });

  test('gzip both ways', async () => {
    const client = harness.connect({ compression: { request: true, response: true } });
    await client.insert({ table: 't', format: 'JSONEachRow', values: [{ a: 900, s: 'zip' }] });
    const result = await client.query({ query: 'SELECT s FROM t WHERE a = 900', format: 'JSONEachRow' });
    expect(result.response_headers['content-encoding']).toBe('gzip');
    expect(await result.json()).toEqual([{ s: 'zip' }]);
    await expect(client.query({ query: 'SELEC 1' })).rejects.toMatchObject({ code: '62' });
  });

  test('database of the client', async () => {
    await harness.client.command({ query: 'CREATE DATABASE other' });
    const client = harness.connect({ database: 'other' });
    expect(await rows(client, 'SELECT currentDatabase() d')).toEqual([{ d: 'other' }]);
    expect(await rows(harness.client, 'SELECT currentDatabase() d')).toEqual([{ d: 'default' }]);
  });

  test('the format that the request wants when the statement names none', async () => {
    const { stream } = await harness.client.exec({
      query: 'SELECT 1 AS a, 2 AS b',
      clickhouse_settings: { default_format: 'CSVWithNames' } as never,
    });
    expect(await text(stream)).toBe('"a","b"\n1,2\n');
    const plain = await harness.client.exec({ query: 'SELECT 1, 2' });
    expect(await text(plain.stream)).toBe('1\t2\n');
  });
});
