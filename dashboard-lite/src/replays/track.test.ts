import { expect, test } from 'vitest';
import { lastUntil } from './track.ts';

test('finds the last moment that is not later', () => {
  const times = [10, 20, 20, 30];
  expect([5, 10, 19, 20, 29, 30, 99].map((at) => lastUntil(times, at))).toEqual([-1, 0, 0, 2, 2, 3, 3]);
  expect(lastUntil([], 5)).toBe(-1);
});
