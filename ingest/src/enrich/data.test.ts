import { describe, expect, test } from 'vitest';
import { fieldsOf } from '../../test/row-of.ts';
import { flatColumns } from './data.ts';

function columns(data: Record<string, unknown> | undefined): Record<string, unknown> {
  const flat = flatColumns(data, false);
  return 'code' in flat ? { code: flat.code } : fieldsOf('path', flat.columns);
}
const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, n]));

test('each kind goes into its own map, booleans are marked numbers', () => {
  expect(columns({ a: 'x', b: 1.5, c: true, d: false })).toEqual({
    props_string: { a: 'x' },
    props_number: { b: 1.5, c: 1, d: 0 },
    props_boolean: ['c', 'd'],
  });
});

test('no data, empty data', () => {
  expect(columns(undefined)).toEqual({});
  expect(columns({})).toEqual({});
});

test('nested values, nulls and numbers without a value are left out', () => {
  expect(columns({ a: { b: 1 }, c: [1], d: null, e: Number.POSITIVE_INFINITY, f: Number.NaN, g: 'kept' })).toEqual({
    props_string: { g: 'kept' },
  });
});

test('keys of a hostile shape are plain keys', () => {
  const data = JSON.parse('{"__proto__":"p","constructor":"c","toString":1,"":"empty","a.b":"dot","k\\"q":"quote"}');
  expect(Object.entries(columns(data).props_string as object)).toEqual([
    ['__proto__', 'p'],
    ['constructor', 'c'],
    ['', 'empty'],
    ['a.b', 'dot'],
    ['k"q', 'quote'],
  ]);
  expect(({} as Record<string, unknown>).p).toBeUndefined();
});

describe('limits', () => {
  test('64 properties are many, 65 too many; what is left out does not count', () => {
    expect(Object.keys(columns({ ...many(64), nested: {} }).props_number as object)).toHaveLength(64);
    expect(columns(many(65))).toEqual({ code: 'TOO_MANY_PROPERTIES' });
  });
  test('keys are measured in bytes', () => {
    expect(columns({ ['ż'.repeat(64)]: 1 })).toEqual({ props_number: { ['ż'.repeat(64)]: 1 } });
    expect(columns({ ['ż'.repeat(65)]: 1 })).toEqual({ code: 'PROPERTY_TOO_LARGE' });
    expect(columns({ ['k'.repeat(128)]: 1 })).toEqual({ props_number: { ['k'.repeat(128)]: 1 } });
    expect(columns({ ['k'.repeat(129)]: 1 })).toEqual({ code: 'PROPERTY_TOO_LARGE' });
  });
  test('so are strings', () => {
    expect(columns({ a: 'ż'.repeat(4_096) })).toEqual({ props_string: { a: 'ż'.repeat(4_096) } });
    expect(columns({ a: 'ż'.repeat(4_097) })).toEqual({ code: 'PROPERTY_TOO_LARGE' });
    expect(columns({ a: 'x'.repeat(8_193) })).toEqual({ code: 'PROPERTY_TOO_LARGE' });
  });
});

test('redacted on demand', () => {
  expect(flatColumns({ message: 'no mail for jane@mail.test' }, true)).toEqual({
    columns: expect.stringMatching(/^\t\{'message':'no mail for \[email\]'\}\t\{\}\t\[\]$/),
  });
});
