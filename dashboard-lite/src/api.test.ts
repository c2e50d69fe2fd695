import { afterEach, expect, test, vi } from 'vitest';
import { ask } from './api.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

test.each([
  ['a page of something in between', '<h1>Please sign in to the network</h1>'],
  ['an answer that was cut off', '{"events":[{"event_id":"0'],
])('%s is no answer', async (_, body) => {
  vi.stubGlobal('fetch', async () => new Response(body, { status: 200 }));
  await expect(ask('/api/events/recent')).rejects.toMatchObject({ name: 'ApiError', code: 'UNREACHABLE' });
});
