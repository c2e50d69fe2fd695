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
