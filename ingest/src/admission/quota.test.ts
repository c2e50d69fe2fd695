import { expect, test } from 'vitest';
import { createQuota } from './quota.ts';

const DAY_MS = 86_400_000;

test('counts events of the day, and starts anew at midnight UTC', () => {
  let now = 10 * DAY_MS + DAY_MS - 60_000;
  const quota = createQuota(() => now);
  expect(quota.take(60, 100)).toBeUndefined();
  expect(quota.take(41, 100)).toBe(60);
  expect(quota.take(40, 100)).toBeUndefined();
  expect(quota.take(1, 100)).toBe(60);
  now += 60_000;
  expect(quota.take(100, 100)).toBeUndefined();
});

test('the wait is never longer than an hour', () => {
  const quota = createQuota(() => 10 * DAY_MS);
  expect(quota.take(1, 0)).toBe(3_600);
});

test('what other servers stored counts too, and what waits in the own spool is not forgotten', () => {
  const quota = createQuota(() => 10 * DAY_MS);
  quota.take(10, 1_000);
  // The store has not got the ten yet, nor anything of others.
  quota.adjust(0, 10);
  expect(quota.used()).toBe(10);
  // It has them, and 500 of another server; three more came here while it was asked.
  const asOf = quota.taken();
  quota.take(3, 1_000);
  quota.adjust(510, asOf);
  expect(quota.used()).toBe(513);
  expect(quota.take(488, 1_000)).toBe(3_600);
});
