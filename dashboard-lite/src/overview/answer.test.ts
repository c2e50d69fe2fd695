import { expect, test, vi } from 'vitest';
import { go, setParameter } from '../state.ts';
import { answered, startOverview } from './answer.ts';
import { question } from './question.ts';

/** Before it asks again by itself. */
const SOON = { timeout: 4_000 };

test('what narrows nothing asks nothing, and what is shown stays the answer to what is asked', async () => {
  const asked = vi.fn(async () => new Response('{}'));
  vi.stubGlobal('fetch', asked);
  go('/overview');
  const stop = startOverview();
  await vi.waitFor(() => expect(answered.value?.question).toBe(question.value), SOON);
  expect(asked).toHaveBeenCalledTimes(2);

  setParameter('metric', 'clicks');
  setParameter('pages', 'exits');
  expect(answered.value?.question).toBe(question.value);
  expect(asked).toHaveBeenCalledTimes(2);

  setParameter('filter', 'country:is:DE');
  expect(answered.value?.question).not.toBe(question.value);
  await vi.waitFor(() => expect(answered.value?.question).toBe(question.value), SOON);
  expect(asked).toHaveBeenCalledTimes(4);
  stop();
});

test('the numbers are there before those they are held against', async () => {
  const bodies = ['{"n":1}', '{"n":2}', '{"n":3}', '{"n":4}'];
  const waiting: ((response: Response) => void)[] = [];
  vi.stubGlobal('fetch', () => new Promise<Response>((resolve) => waiting.push(resolve)));
  const answer = async (index: number) => {
    await vi.waitFor(() => expect(waiting).toHaveLength(index + 1), SOON);
    waiting[index]?.(new Response(bodies[index]));
  };
  go('/overview');
  const stop = startOverview();
  await answer(0);
  await vi.waitFor(() => expect(answered.value).toMatchObject({ now: { n: 1 }, before: null }), 10_000);
  await answer(1);
  await vi.waitFor(() => expect(answered.value).toMatchObject({ now: { n: 1 }, before: { n: 2 } }), 10_000);
  setParameter('filter', 'country:is:FR');
  await answer(2);
  await vi.waitFor(() => expect(answered.value).toMatchObject({ now: { n: 3 }, before: null }), 10_000);
  await answer(3);
  await vi.waitFor(() => expect(answered.value).toMatchObject({ now: { n: 3 }, before: { n: 4 } }), 10_000);
  stop();
});
