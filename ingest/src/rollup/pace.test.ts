import { expect, test } from 'vitest';
import { createPace } from './pace.ts';

test('the first fold is due at once, the next after a rest that grows with the work and with what comes', () => {
  let now = 0;
  const pace = createPace(() => now);
  expect(pace.isDue(1)).toBe(true);
  /** Two seconds after the fold before. */
  const restAfter = (ms: number, rows: number) => {
    now += 2_000;
    pace.ended(ms, rows);
    return pace.restMs();
  };
  expect(restAfter(50, 500_000)).toBe(300);
  expect(restAfter(50, 20)).toBe(300);
  expect(restAfter(400, 20)).toBe(600);
  expect(restAfter(50, 10_000)).toBe(1_000);
  expect(restAfter(1_200, 40_000)).toBe(1_800);
  expect(restAfter(900, 90_000)).toBe(5_000);
  expect(restAfter(60_000, 40_000)).toBe(2_500);
  expect(pace.isDue(60_000)).toBe(false);
  now += 2_500;
  expect(pace.isDue(1)).toBe(true);
});

test.each([1_000, 5_000, 20_000])('at %i events a second the rests are short again after one large fold', (rate) => {
  let now = 0;
  const pace = createPace(() => now);
  pace.ended(100, 1);
  now += 3_000;
  pace.ended(3_000, 500_000);
  const WORK_MS = 1_300;
  for (let fold = 0; fold < 3; fold++) {
    const wait = pace.restMs() + WORK_MS;
    now += wait;
    pace.ended(WORK_MS, (rate * wait) / 1_000);
  }
  expect(pace.restMs()).toBeLessThanOrEqual(2_500);
});

test('nothing waits for a rest once there is enough for a cheap fold', () => {
  const pace = createPace(() => 0);
  pace.ended(1_000, 300_000);
  expect([pace.isDue(299_999), pace.isDue(300_000)]).toEqual([false, true]);
});
