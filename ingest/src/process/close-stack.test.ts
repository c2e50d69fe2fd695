import { expect, test } from 'vitest';
import { createLog } from '../log.ts';
import { createCloseStack } from './close-stack.ts';

const never = () => new Promise<void>(() => {});

test('what starts last stops first, and one that fails keeps nobody', async () => {
  const closed: string[] = [];
  const stack = createCloseStack(createLog('silent'));
  stack.push('first', () => closed.push('first'));
  stack.push('second', () => Promise.reject(new Error('no')));
  stack.push('third', () => closed.push('third'));
  await Promise.all([stack.close(1_000), stack.close(1_000)]);
  expect(closed).toEqual(['third', 'first']);
});

test('all parts share one time: who hangs is left behind, and those after it are stopped all the same', async () => {
  const left: number[] = [];
  const stack = createCloseStack(createLog('silent'));
  stack.push('after', (leftMs) => left.push(leftMs));
  stack.push('hangs too', never);
  stack.push('hangs', (leftMs) => {
    left.push(leftMs);
    return never();
  });
  const startedAt = performance.now();
  await stack.close(200);
  expect(performance.now() - startedAt).toBeLessThan(2_000);
  expect(left[0]).toBeGreaterThan(150);
  expect(left[1]).toBe(0);
});
