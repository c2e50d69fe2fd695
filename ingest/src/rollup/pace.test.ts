import { expect, test } from 'vitest';
import { createPace } from './pace.ts';

test('the first fold is due at once, the next after a rest that grows with the work and with what comes', () => {
  let now = 0;
  const pace = createPace(() => now);
  expect(pace.isDue(1)).toBe(true);
  const restAfter = (ms: number, rows: number) => {
    pace.ended(ms, rows);
    return pace.restMs();
  };
  expect(restAfter(50, 20)).toBe(300);
  expect(restAfter(400, 20)).toBe(600);
  expect(restAfter(50, 10_000)).toBe(1_000);
  expect(restAfter(1_200, 60_000)).toBe(1_800);
  expect(restAfter(60_000, 60_000)).toBe(2_500);
  expect(restAfter(900, 200_000)).toBe(5_000);
  pace.ended(60_000, 60_000);
  expect(pace.isDue(60_000)).toBe(false);
  now += 2_500;
  expect(pace.isDue(1)).toBe(true);
});

test('nothing waits for a rest once there is enough for a cheap fold', () => {
  const pace = createPace(() => 0);
  pace.ended(1_000, 300_000);
  expect([pace.isDue(299_999), pace.isDue(300_000)]).toEqual([false, true]);
});
