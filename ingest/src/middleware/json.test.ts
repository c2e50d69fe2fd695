import { describe, expect, test } from 'vitest';
import type { HttpError } from '../errors.ts';
import { parseJson } from './json.ts';

const parse = (text: string | Buffer) => parseJson(Buffer.from(text));
function codeOf(text: string | Buffer): string | undefined {
  try {
    parse(text);
  } catch (fault) {
    return (fault as HttpError).code;
  }
}
const arrays = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const objects = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

test('JSON is read', () => {
  expect(parse('{"a":[1,"ż",null]}')).toEqual({ a: [1, 'ż', null] });
});

test('a byte order mark is passed over', () => {
  expect(parse('\ufeff{"a":1}')).toEqual({ a: 1 });
});

test.each(['', ' ', '{', '{"a":}', "{'a':1}", '{"a":NaN}', '[1,]', 'undefined', '{"a":1}{"b":2}', '+AHsAfQ-'])(
  '%j is no JSON',
  (text) => {
    expect(codeOf(text)).toBe('INVALID_JSON');
  },
);

test('the refusal quotes nothing of the body', () => {
  expect(() => parse('{"password":"hunter2" oops')).toThrow(/^The body is not JSON\.$/);
});

test.each(['utf16le', 'utf-16be'])('%s is refused', (encoding) => {
  const bytes = Buffer.from('{"a":1}', 'utf16le');
  if (encoding === 'utf-16be') bytes.swap16();
  expect(codeOf(bytes)).toBe('INVALID_ENCODING');
  const marked = Buffer.concat([Buffer.from(encoding === 'utf16le' ? [0xff, 0xfe] : [0xfe, 0xff]), bytes]);
  expect(codeOf(marked)).toBe('INVALID_ENCODING');
});

test('broken UTF-8 is replaced, the rest stays', () => {
  const broken = Buffer.concat([
    Buffer.from('{"a":"x'),
    Buffer.from([0xff, 0xc0, 0x80, 0xe2, 0x82]),
    Buffer.from('y"}'),
  ]);
  expect((parse(broken) as { a: string }).a).toMatch(/^x\ufffd+y$/);
});

describe('depth', () => {
  test('16 levels are read, 17 are not', () => {
    expect(codeOf(arrays(16))).toBeUndefined();
    expect(codeOf(objects(16))).toBeUndefined();
    expect(codeOf(arrays(17))).toBe('INVALID_JSON');
    expect(codeOf(objects(17))).toBe('INVALID_JSON');
  });

  test('siblings are not depth, and neither are brackets in strings', () => {
    expect(codeOf(`[${Array(1_000).fill('[[]]').join()}]`)).toBeUndefined();
    expect(codeOf(JSON.stringify({ a: `${'['.repeat(100)}"\\${'{'.repeat(100)}` }))).toBeUndefined();
    expect(codeOf(`{"a\\\\":${arrays(16)}}`)).toBe('INVALID_JSON');
  });

  test('a million levels are refused at once', () => {
    const start = process.cpuUsage();
    expect(codeOf('['.repeat(1_000_000))).toBe('INVALID_JSON');
    expect(codeOf('{"a":'.repeat(200_000))).toBe('INVALID_JSON');
    expect(process.cpuUsage(start).user / 1_000).toBeLessThan(300);
  });

  test('open strings and trailing backslashes end', () => {
    for (const text of ['"', '"\\', '"abc', '["\\', '{"a":"\\\\']) expect(codeOf(text)).toBe('INVALID_JSON');
  });
});
