import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { UnjudgedBatch } from '../../src/contract/index.ts';
import { enrich } from '../../src/enrich/index.ts';
import { openSpool } from '../../src/spool/index.ts';
import { migrate, readDeadLetters, type StoreClient, startInserter } from '../../src/store/index.ts';
import { silentLog as log, startTestEngine, type TestEngine } from '../with-engine.ts';

let engine: TestEngine;
let client: StoreClient;
let dir: string;

beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'columns-'));
  client = await engine.database();
  await migrate({ client, log });
});
afterEach(() => rmSync(dir, { recursive: true }));

const NOW = Date.now();

/** Everything that means something to the format, and everything else. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('\t', '\n', '\r', '\\', "'", '"', '\\N', '\\t', '\u0000', '{', '}', ':', ',', 'ż', '😀', ''))
    .map((parts) => parts.join('')),
);
const stored = (text: string) => text.replaceAll('\u0000', '');

function batchOf(texts: readonly string[], numbers: readonly number[]): UnjudgedBatch {
  const text = (n: number) => texts[n % texts.length] ?? '';
  const head = () => ({ event_id: randomUUID(), event_at_ms: NOW, page_view_id: text(0).slice(0, 32) });
  return {
    key: 'pk_x',
    batch_id: randomUUID(),
    batch_seq: 4,
    sent_at_ms: NOW,
    sdk_version: '0.1.0',
    visitor_id: 'v',
    session_id: 's',
    tab_id: 't',
    session_replay_segment_id: 'g',
    auth: { state: 'signed-in', user_id: text(1).slice(0, 60) || 'u', is_anonymous: true },
    pages: [],
    events: texts.map((own, n) => ({
      ...head(),
      event_type: 'custom',
      data: { [text(n + 1).slice(0, 20)]: own.slice(0, 200), number: numbers[n % numbers.length], flag: n % 2 === 0 },
    })),
  } as UnjudgedBatch;
}

const facts = { project: "p'\t\\", receivedAtMs: NOW, sendClockMs: NOW, userAgent: 'x\ty', country: 'DE' };

test('whatever text and number comes in is what the store holds', async () => {
  const spool = await openSpool({ dir, log, limits: { quietBlockAgeMs: 20, blockAgeMs: 40 } });
  const inserter = startInserter({ spool, client, log });
  const sent = new Map<string, Record<string, unknown>>();
  const batches = fc.sample(
    fc.tuple(
      fc.array(hostile, { minLength: 1, maxLength: 20 }),
      fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }),
    ),
    60,
  );
  for (const [texts, numbers] of batches) {
    const batch = batchOf(texts, numbers);
    const { common, rows, rejected } = enrich(batch, facts);
    const refused = new Set(rejected.map(({ index }) => index));
    for (const [index, event] of (batch.events as { event_id: string; data: Record<string, unknown> }[]).entries()) {
      if (!refused.has(index)) sent.set(event.event_id, { user: batch.auth.user_id, data: event.data });
    }
    const accepted = rows.length;
    await spool.append({ project: 'p', batchId: batch.batch_id, format: 'columns', common, rows, accepted, rejected });
  }
  await inserter.drained();
  expect(inserter.stats().rows).toBe(sent.size);
  const answer = await client.query({
    query:
      'SELECT event_id, project, user_id, is_anonymous, event_at, props_string, props_number, props_boolean FROM events',
    format: 'JSONEachRow',
  });
  const rows = await answer.json<Record<string, unknown>>();
  expect(rows).toHaveLength(sent.size);
  for (const row of rows) {
    const { user, data } = sent.get(String(row.event_id)) ?? { user: '', data: {} };
    const strings: Record<string, unknown> = {};
    const numbers: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(data as object)) {
      if (typeof value === 'string') strings[stored(name)] = stored(value);
      else numbers[stored(name)] = Number(value);
    }
    expect(row.user_id).toBe(stored(String(user)));
    expect(row).toMatchObject({ project: "p'\t\\", is_anonymous: true, props_string: strings });
    expect(row.event_at).toBe(new Date(NOW).toISOString().replace('T', ' ').replace('Z', ''));
    for (const [name, value] of Object.entries(numbers)) {
      expect((row.props_number as Record<string, number>)[name]).toBeCloseTo(value as number, 10);
    }
  }
  await inserter.stop();
  await spool.close();
});

test('a row the store refuses is kept as JSON, alone, and stays dead in the next life; the others are stored once', async () => {
  const batch = batchOf(['a', 'b\t', "c'"], [1]);
  const { common, rows, rejected } = enrich(batch, { ...facts, project: 'p' });
  const poisoned = rows.map((row, index) => (index === 1 ? row.replace(String(NOW), 'yesterday') : row));
  const spool = await openSpool({ dir, log });
  const whole = { project: 'p', format: 'columns', common, accepted: 3, rejected } as const;
  await spool.append({ ...whole, batchId: batch.batch_id, rows: poisoned });
  const inserter = startInserter({ spool, client, log });
  await inserter.drained();
  const [letter] = await readDeadLetters(client, 10);
  expect(JSON.parse(letter?.row ?? '')).toMatchObject({
    project: 'p',
    batch_id: batch.batch_id,
    event_at: 'yesterday',
    is_anonymous: true,
    props_string: { "c'": 'b\t' },
  });
  await inserter.stop();
  await spool.close();

  const next = await openSpool({ dir, log });
  const again = startInserter({ spool: next, client, log });
  await again.drained();
  const answer = await client.query({ query: 'SELECT toString(count()) AS rows FROM events', format: 'JSONEachRow' });
  expect(await answer.json()).toEqual([{ rows: '2' }]);
  await again.stop();
  await next.close();
});
