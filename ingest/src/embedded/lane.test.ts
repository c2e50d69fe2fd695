import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createLane } from './lane.ts';

test('as many at a time as the lane is wide, in the order they came, failures included', async () => {
  const lane = createLane(3);
  const began: number[] = [];
  let running = 0;
  let most = 0;
  const calls = Array.from({ length: 20 }, (_, i) =>
    lane(async () => {
      began.push(i);
      running += 1;
      most = Math.max(most, running);
      await sleep(1 + (i % 3));
      running -= 1;
      if (i % 4 === 0) throw new Error('failed');
      return i;
    }).catch(() => -1),
  );
  const answers = await Promise.all(calls);
  expect(most).toBe(3);
  expect(began).toEqual(Array.from({ length: 20 }, (_, i) => i));
  expect(answers).toEqual(Array.from({ length: 20 }, (_, i) => (i % 4 === 0 ? -1 : i)));
});

test('a queue without end is refused as a busy server would', async () => {
  const lane = createLane(1);
  let release: () => void = () => undefined;
  const blocked = new Promise<void>((resolve) => {
    release = resolve;
  });
  const calls = Array.from({ length: 4_097 }, () => lane(() => blocked));
  await expect(lane(() => blocked)).rejects.toMatchObject({ code: 202 });
  release();
  await Promise.all(calls);
});
