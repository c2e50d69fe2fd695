import { expect, test } from 'vitest';
import { placeholdersOf } from './placeholders.ts';

test('finds each placeholder once, in order', () => {
  expect(placeholdersOf('SELECT {b:String}, { a : Array(UInt8) } WHERE x = {b:String}')).toEqual([
    { name: 'b', type: 'String' },
    { name: 'a', type: 'Array(UInt8)' },
  ]);
});

test('texts and comments hold none', () => {
  expect(placeholdersOf("SELECT '{a:String}', 'it''s {b:UInt8}' -- {c:UInt8}\n/* {d:UInt8} */")).toEqual([]);
});
