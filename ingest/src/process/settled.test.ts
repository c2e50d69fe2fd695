import { expect, test, vi } from 'vitest';
import type { SpoolStats } from '../spool/index.ts';
import { settled } from './settled.ts';

const stats = (backlogRows: number, oldestUnconfirmedMs: number, waitingBytes = 0) =>
  ({ backlogRows, oldestUnconfirmedMs, waitingBytes }) as SpoolStats;

test('an empty spool is settled at once', async () => {
  await settled({ stats: () => stats(0, 0) }, Date.now);
});

test('waits for what was there, and not for what comes after', async () => {
  let now = 10_000;
  const answers = [stats(5, 400), stats(0, 0, 80), stats(5, 450), stats(7, 20)];
  const look = vi.fn(() => {
    now += 50;
    return answers.shift() ?? stats(9, 1);
  });
  await settled({ stats: look }, () => now);
  expect(look).toHaveBeenCalledTimes(4);
});

test('a store that takes nothing is told of', async () => {
  let now = 0;
  const look = () => {
    now += 70_000;
    return stats(5, now);
  };
  const told = settled({ stats: look }, () => now);
  await expect(told).rejects.toThrow('did not take');
});
