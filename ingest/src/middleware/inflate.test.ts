import { randomBytes } from 'node:crypto';
import { deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { HttpError } from '../errors.ts';
import { inflate, isGzip } from './inflate.ts';

const MAX = 1_048_576;
const codeOf = (bytes: Buffer) =>
  inflate(bytes, MAX).then(
    () => undefined,
    (fault: HttpError) => fault.code,
  );

test('gzip is known by its first bytes', () => {
  expect(isGzip(gzipSync('x'))).toBe(true);
  expect(isGzip(Buffer.from('{"a":1}'))).toBe(false);
  expect(isGzip(Buffer.alloc(0))).toBe(false);
  expect(isGzip(deflateSync('x'))).toBe(false);
});

test('small and large bodies come back as they were', async () => {
  expect((await inflate(gzipSync('{"a":1}'), MAX)).toString()).toBe('{"a":1}');
  const large = randomBytes(400_000);
  expect(large.equals(await inflate(gzipSync(large), MAX))).toBe(true);
  expect(await inflate(gzipSync(randomBytes(MAX)), MAX)).toHaveLength(MAX);
});

test('several members are one body', async () => {
  expect((await inflate(Buffer.concat([gzipSync('{"a":'), gzipSync('1}')]), MAX)).toString()).toBe('{"a":1}');
});

test('a bomb is stopped at the cap, and costs no more memory than that', async () => {
  const bomb = gzipSync(Buffer.alloc(100_000_000));
  const before = process.memoryUsage().rss;
  expect(await codeOf(bomb)).toBe('TOO_LARGE');
  expect(process.memoryUsage().rss - before).toBeLessThan(32_000_000);
  expect(await codeOf(gzipSync(randomBytes(MAX + 1)))).toBe('TOO_LARGE');
});

test('a small body that grows a hundred times is no batch', async () => {
  expect(await codeOf(gzipSync(Buffer.alloc(900_000)))).toBe('TOO_LARGE');
  expect(await codeOf(gzipSync(Buffer.alloc(60_000)))).toBeUndefined();
});

test.each([
  ['compressed twice', gzipSync(gzipSync('{}'))],
  ['a head and then garbage', Buffer.concat([gzipSync('x').subarray(0, 10), randomBytes(100)])],
  ['cut short', gzipSync('{"a":1}').subarray(0, -5)],
  ['followed by something', Buffer.concat([gzipSync('{}'), Buffer.from('GET / HTTP/1.1')])],
  ['only the first two bytes', Buffer.from([0x1f, 0x8b])],
  [
    'a wrong checksum',
    (() => {
      const b = gzipSync('{"a":1}');
      b.writeUInt32LE(0, b.length - 8);
      return b;
    })(),
  ],
])('%s is refused', async (_name, bytes) => {
  expect(await codeOf(bytes)).toBe('INVALID_ENCODING');
});

test('a large broken one is refused on the thread pool too', async () => {
  const broken = gzipSync(randomBytes(400_000)).fill(7, 300_000, 300_100);
  expect(await codeOf(broken)).toBe('INVALID_ENCODING');
});
