import { expect, test } from 'vitest';
import { goldenBatches } from '../../test/golden/batches.ts';
import { fieldsOf, rowOf } from '../../test/row-of.ts';
import type { EventBatch } from '../contract/index.ts';
import { flatColumns } from './data.ts';
import { enrich } from './enrich.ts';
import { namedAs, type Words } from './words.ts';

const nothing = { admits: () => false };
const only = (...known: string[]) => ({ admits: (value: string) => known.includes(value) });
const all = { admits: () => true };

const columns = (data: Record<string, unknown>, words: Words) => {
  const flat = flatColumns(data, false, words);
  return 'code' in flat ? flat : fieldsOf('path', flat.columns);
};

test('properties beyond the cap stay together in one, in full', () => {
  const words: Words = { paths: all, event_names: all, property_keys: only('plan') };
  expect(columns({ plan: 'pro', "x'1": 'a\t"b"', x2: 2, x3: true }, words)).toEqual({
    props_string: { plan: 'pro', '(other)': JSON.stringify({ "x'1": 'a\t"b"', x2: 2, x3: true }) },
  });
});

test('what the SDK itself measures is always counted by its name', () => {
  const words: Words = { paths: all, event_names: nothing, property_keys: nothing };
  expect(columns({ shown: 'a,b', depth: 50 }, words)).toEqual({
    props_string: { shown: 'a,b' },
    props_number: { depth: 50 },
  });
  expect(namedAs(words, '$scroll', '').type).toBe('$scroll');
});

test('a text of them never grows beyond what a property may have', () => {
  const data = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`k${n}`, 'é'.repeat(200)]));
  const stored = columns(data, { paths: all, event_names: all, property_keys: nothing }) as {
    props_string: Record<string, string>;
  };
  const text = stored.props_string['(other)'] ?? '';
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(8_192);
  expect(Object.keys(JSON.parse(text)).length).toBeGreaterThan(15);
});

test.each([
  ['', { '(name)': "b'ought" }],
  ['\t{}\t{}\t[]', { '(name)': "b'ought" }],
  ["\t{'a':'b'}\t{}\t[]", { '(name)': "b'ought", a: 'b' }],
])('a name beyond the cap is kept beside the event: %j', (before, props_string) => {
  const words: Words = { paths: all, event_names: nothing, property_keys: all };
  const named = namedAs(words, "b'ought", before);
  expect(named.type).toBe('(other)');
  expect(fieldsOf('path', named.columns)).toEqual({ props_string });
});

test('a path beyond the cap is counted as one, its address is kept', () => {
  const batch = goldenBatches['page-view.json'] as EventBatch | undefined;
  if (batch === undefined) throw new Error('There is no such golden batch');
  const facts = { project: 'p', receivedAtMs: batch.sent_at_ms, sendClockMs: undefined, userAgent: '', country: '' };
  const { common, rows } = enrich(batch, { ...facts, words: { paths: nothing, event_names: all, property_keys: all } });
  const row = rowOf(`1\t${common}${rows[0]}`);
  expect(row.path).toBe('(other)');
  expect(row.url).toMatch(/^https?:/);
});
