import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { lastBodyOf, zipAhead } from './ahead.ts';
import type { OpenChunk } from './chunk.ts';
import { LAST_BYTES } from './send.ts';

const chunkOf = (events: object[]): OpenChunk => ({
  id: '01a1f796-2382-724c-aee2-d389abfa0a1a',
  head: '{"key":"pk_x"}',
  seq: 3,
  events: events.map((event) => JSON.stringify(event)),
  characters: 0,
  openedAtMs: 1,
  firstAtMs: 1,
  lastAtMs: 9,
  journalled: 0,
});
const many = (count: number, text = 'ünïcode') => Array.from({ length: count }, (_, n) => ({ n, text }));
const bytesOf = async (body: Blob | undefined) => Buffer.from((await body?.arrayBuffer()) ?? new ArrayBuffer(0));

it('a short chunk travels as it is', async () => {
  const chunk = chunkOf(many(2));
  await zipAhead(chunk);
  expect(chunk.ahead).toBeUndefined();
  const body = JSON.parse((await bytesOf(lastBodyOf(chunk))).toString());
  expect(body).toMatchObject({
    key: 'pk_x',
    chunk_id: chunk.id,
    chunk_seq: 3,
    first_event_at_ms: 1,
    last_event_at_ms: 9,
  });
  expect(body.events).toEqual(many(2));
});

it.each([0, 1, 60])('what is zipped and %i events that are not are one chunk', async (late) => {
  const chunk = chunkOf(many(1_000));
  await zipAhead(chunk);
  chunk.events.push(...many(late, 'später').map((event) => JSON.stringify(event)));
  const body = await bytesOf(lastBodyOf(chunk));
  expect(body.length).toBeLessThan(LAST_BYTES);
  expect(JSON.parse(gunzipSync(body).toString()).events).toEqual([...many(1_000), ...many(late, 'später')]);
});

it('what is too large waits for the next page', async () => {
  const chunk = chunkOf(many(1_000));
  expect(lastBodyOf(chunk)).toBeUndefined();
  await zipAhead(chunk);
  expect(lastBodyOf(chunk)).toBeDefined();
  chunk.events.push(JSON.stringify({ text: 'x'.repeat(LAST_BYTES) }));
  expect(lastBodyOf(chunk)).toBeUndefined();
});
