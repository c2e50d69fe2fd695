import { render } from 'preact';
import { afterEach, expect, test, vi } from 'vitest';
import { session } from '../session.ts';
import { go } from '../state.ts';
import type { SessionAnswer } from '../wire.ts';
import { Settings } from './settings.tsx';

const SOON = { timeout: 4_000 };
const shown = () => document.body.textContent ?? '';

afterEach(() => {
  render(null, document.body);
  vi.unstubAllGlobals();
});

test('a key that is shown once stays when what is around it cannot be read again', async () => {
  const own = { id: 'shop', name: 'Shop', public_key: 'pk_1' };
  session.value = { project: own, role: 'owner', projects: [own], can_query: true, can_create: true } as SessionAnswer;
  const answers = [
    new Response(JSON.stringify({ public_keys: ['pk_1'], secret_keys: 1 })),
    new Response(JSON.stringify({ secret_key: 'sk_never_again' })),
    new Response('<h1>Bad gateway</h1>', { status: 502 }),
  ];
  vi.stubGlobal('fetch', async () => answers.shift());
  go('/settings?part=keys');
  render(<Settings />, document.body);
  await vi.waitFor(() => expect(shown()).toContain('Make a new secret key'), SOON);
  [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Make a new secret key')?.click();
  await vi.waitFor(() => expect(shown()).toContain('The server did not answer.'), SOON);
  expect(shown()).toContain('sk_never_again');
});
