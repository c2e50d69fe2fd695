import { expect, test } from 'vitest';
import { createVocabulary } from './vocabulary.ts';

const DAY_MS = 86_400_000;

test('so many values a day, then the rest is one', () => {
  const words = createVocabulary(
    () => 3,
    () => 0,
  );
  expect(['a', 'b', 'a', 'c', 'd', 'b', 'e'].map(words.admits)).toEqual([true, true, true, true, false, true, false]);
  expect(words.report()).toEqual({ used: 3, cap: 3, overflowed: 2 });
});

test("yesterday's values are let in beside a flood of new ones, those of the day before are not", () => {
  let now = 0;
  const words = createVocabulary(
    () => 2,
    () => now,
  );
  words.admits('home');
  words.admits('pricing');
  now = DAY_MS;
  expect(['x1', 'x2', 'x3', 'home', 'pricing'].map(words.admits)).toEqual([true, true, false, true, true]);
  now = 3 * DAY_MS;
  expect(['y1', 'y2', 'home'].map(words.admits)).toEqual([true, true, false]);
});

test('a flood of long values takes bounded memory, day after day', () => {
  let now = 0;
  const words = createVocabulary(
    () => 100,
    () => now,
  );
  for (let day = 0; day < 5; day++, now += DAY_MS)
    for (let n = 0; n < 1_000; n++) words.admits(`${'x'.repeat(2_000)}${n}`);
  expect(words.report().used).toBeLessThanOrEqual(4);
  expect(words.report().overflowed).toBe(0);
});

test('a list of two days never holds more than twice the cap', () => {
  let now = 0;
  const words = createVocabulary(
    () => 10,
    () => now,
  );
  for (let day = 0; day < 50; day++, now += DAY_MS) {
    // Everything of yesterday again, and as much that is new.
    for (let n = day * 10; n < day * 10 + 40; n++) words.admits(`v${n}`);
    expect(words.report().used).toBeLessThanOrEqual(20);
  }
});
