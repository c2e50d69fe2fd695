import { expect, test } from 'vitest';
import { spansOfKeys } from './json-span.ts';

const spanned = (text: string, maxDepth = 8) => {
  const bytes = Buffer.from(text);
  const [span] = spansOfKeys(bytes, ['events'], maxDepth);
  return span && bytes.toString('utf8', span.start, span.end);
};

test.each([
  ['{"events":[1,{"a":2}]}', '[1,{"a":2}]'],
  ['{"a":{"events":[0]},"events":[1],"z":"events"}', '[1]'],
  ['{"a":"\\"events\\":[","events" : "x,}]" ,"b":1}', ' "x,}]" '],
  ['{"ż":"\\\\","events":{"events":[2]}}', '{"events":[2]}'],
  ['{"events":1,"events":2}', '2'],
  ['{"z":"events","a":[1,2],"events":[]}', '[]'],
])('%s', (text, value) => {
  expect(spanned(text)).toBe(value);
  expect(JSON.parse(value)).toEqual(JSON.parse(text).events);
});

test.each(['{}', '["events",[1]]', '{"a":{"events":[1]}}', '{"event":1,"eventss":2}', '"events"', ''])(
  '%s has none',
  (text) => {
    expect(spanned(text)).toBeUndefined();
  },
);

test('what nests too deeply is refused', () => {
  expect(spanned('{"events":[[[1]]]}', 4)).toBe('[[[1]]]');
  expect(() => spanned('{"events":[[[1]]]}', 3)).toThrow('nested too deeply');
});

test.each([
  String.raw`{"events":[1],"\u0065vents":[2]}`,
  String.raw`{"\u0065vents":[2],"events":[1]}`,
  String.raw`{"events":[1],"a":{},"event\u0073":5}`,
  String.raw`{"a\"b":1}`,
])('%s is refused: the parser may read a key that this does not', (text) => {
  expect(() => spanned(text)).toThrow('escapes');
});

test("further in, and in values, escapes are nobody's business", () => {
  expect(spanned(String.raw`{"a":"\u0065vents","events":[{"\u0065vents":1}]}`)).toBe(String.raw`[{"\u0065vents":1}]`);
});

test('several at once', () => {
  const bytes = Buffer.from('{"events":[{"key":"inner"}],"x":"key","key":"outer"}');
  const spans = spansOfKeys(bytes, ['key', 'events', 'none'], 8);
  expect(spans.map((span) => span && bytes.toString('utf8', span.start, span.end))).toEqual([
    '"outer"',
    '[{"key":"inner"}]',
    undefined,
  ]);
});
