import { expect, test } from 'vitest';
import { spanOfKey } from './json-span.ts';

const spanned = (text: string, maxDepth = 8) => {
  const bytes = Buffer.from(text);
  const span = spanOfKey(bytes, 'events', maxDepth);
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

test('what nests too deeply has none', () => {
  expect(spanned('{"events":[[[1]]]}', 4)).toBe('[[[1]]]');
  expect(spanned('{"events":[[[1]]]}', 3)).toBeUndefined();
});
