import { createConnection } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Harness, rows, startHarness } from './engine-harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
  await harness.client.command({
    query: 'CREATE TABLE t (a UInt64, n UInt8 DEFAULT sleepEachRow(0.05)) ENGINE = MergeTree ORDER BY a',
  });
});
afterAll(() => harness.close());

const session_id = 'writer';
const count = async (where: string, more: Parameters<typeof rows>[2] = {}) =>
  (await rows<{ c: number }>(harness.client, `SELECT count() AS c FROM t WHERE ${where}`, more))[0]?.c;

/** A whole insert request on a socket of its own, which is destroyed as soon as the bytes are with the kernel. */
async function insertAndVanish(body: string, session: string, keep = 1): Promise<void> {
  const { hostname, port } = new URL(harness.engine.url);
  const query = encodeURIComponent('INSERT INTO t (a) FORMAT JSONEachRow');
  const auth = Buffer.from(`${harness.engine.username}:${harness.engine.password}`).toString('base64');
  const head = `POST /?session_id=${session}&query=${query} HTTP/1.1\r\nHost: x\r\nAuthorization: Basic ${auth}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
  const socket = createConnection(Number(port), hostname);
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.write(head + body.slice(0, Math.floor(body.length * keep)), () => resolve());
  });
  socket.destroy();
}

describe('requests of one session run in order', () => {
  test('a SELECT sent while an insert runs sees its rows', async () => {
    const values = Readable.from(Array.from({ length: 10 }, (_, i) => ({ a: i })));
    const insert = harness.client.insert({ table: 't', columns: ['a'], values, format: 'JSONEachRow', session_id });
    await sleep(100);
    expect(await count('a < 10')).toBe(0); // another connection does not wait
    expect(await count('a < 10', { session_id })).toBe(10);
    await insert;
  });

  test('the insert of a client that has gone lands whole, and before the next request of its session', async () => {
    for (let round = 1; round <= 20; round += 1) {
      const from = round * 100;
      await insertAndVanish(Array.from({ length: 3 }, (_, i) => `{"a":${from + i}}\n`).join(''), session_id);
      expect(await count(`a >= ${from} AND a < ${from + 100}`, { session_id })).toBe(3);
    }
  });

  test('half an insert is no insert', async () => {
    await insertAndVanish('{"a":5000}\n{"a":5001}\n', session_id, 0.5);
    expect(await count('a >= 5000 AND a < 6000', { session_id })).toBe(0);
    await sleep(200);
    expect(await count('a >= 5000 AND a < 6000', { session_id })).toBe(0);
  });

  test('a broken insert does not let the next request pass those before it', async () => {
    const values = Array.from({ length: 6 }, (_, i) => ({ a: 7_000 + i }));
    const insert = harness.client.insert({ table: 't', columns: ['a'], values, format: 'JSONEachRow', session_id });
    await sleep(50);
    await insertAndVanish('{"a":7100}\n{"a":7101}\n', session_id, 0.5);
    expect(await count('a >= 7000 AND a < 8000', { session_id })).toBe(6);
    await insert;
  });

  test('the session of another user with the same name is another one', async () => {
    await harness.client.command({ query: 'CREATE TEMPORARY TABLE mine (a Int8)', session_id: 'same' });
    const client = harness.connect(harness.engine.untrusted);
    await expect(rows(client, 'SELECT count() FROM mine', { session_id: 'same' })).rejects.toMatchObject({
      code: '60',
    });
  });

  test('a failed request does not hold up the next, and leaves nothing in the process list', async () => {
    await expect(rows(harness.client, 'SELECT throwIf(1)', { session_id })).rejects.toMatchObject({ code: '395' });
    const [row] = await rows<{ c: number }>(
      harness.client,
      "SELECT count() AS c FROM system.processes WHERE query LIKE '%throwIf(1)%' AND query NOT LIKE '%processes%'",
    );
    expect(row?.c).toBe(0);
    expect(await count('a = 0', { session_id })).toBe(1);
  });

  test('temporary tables belong to it', async () => {
    await harness.client.command({ query: 'CREATE TEMPORARY TABLE tmp (a Int8)', session_id: 'tmp' });
    expect(await rows(harness.client, 'SELECT count() AS c FROM tmp', { session_id: 'tmp' })).toEqual([{ c: 0 }]);
    await expect(rows(harness.client, 'SELECT count() AS c FROM tmp')).rejects.toMatchObject({ code: '60' });
  });

  test('sessions do not wait for each other', async () => {
    const began = Date.now();
    await Promise.all([1, 2, 3, 4].map((n) => rows(harness.client, 'SELECT sleep(2)', { session_id: `own-${n}` })));
    expect(Date.now() - began).toBeLessThan(7_000);
  });
});
