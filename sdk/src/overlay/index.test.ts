import { afterEach, expect, it, vi } from 'vitest';
import { resolveOptions } from '../options.ts';
import { openOverlay } from './index.ts';

const options = resolveOptions({ key: 'pk', host: 'https://stats.example' });
const KEPT = 'Bearer token';

/** How many listeners for violations of the policy are there. */
const watchers = () => {
  let count = 0;
  const step = (by: number) => (type: string) => {
    if (type === 'securitypolicyviolation') count += by;
  };
  vi.spyOn(document, 'addEventListener').mockImplementation(step(1));
  vi.spyOn(document, 'removeEventListener').mockImplementation(step(-1));
  return () => count;
};
const answer = (path: string) =>
  vi.stubGlobal(
    'fetch',
    async () =>
      new Response(JSON.stringify({ token: 't', path, expires_at_ms: Date.now() + 60_000 }), {
        headers: { 'content-type': 'application/json' },
      }),
  );

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it('a map that was kept for another page watches nothing here', async () => {
  const count = watchers();
  answer('/elsewhere');
  openOverlay(options, KEPT, () => {});
  expect(count()).toBe(1);
  await vi.waitFor(() => expect(count()).toBe(0), 10_000);
});

it('nor one that is closed before it could open', () => {
  const count = watchers();
  answer('/elsewhere');
  openOverlay(options, KEPT, () => {})();
  expect(count()).toBeLessThanOrEqual(0);
});
