import { render } from 'preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { session } from '../session.ts';
import { go } from '../state.ts';
import type { ErasureJob, PersonAnswer, RecentEvent, SessionAnswer } from '../wire.ts';
import { Person } from './person.tsx';

const SOON = { timeout: 4_000 };

const event = (path: string) =>
  ({
    event_id: path,
    event_type: '$page-view',
    event_at_ms: 1,
    path,
    visitor_id: 'v',
    data: {},
  }) as unknown as RecentEvent;
const person = (id: string): PersonAnswer => ({
  kind: 'user',
  id,
  users: [],
  visitors: [],
  first_at_ms: 1,
  last_at_ms: 1,
  sessions: [],
  events: [event(`/of-${id}`)],
  next_cursor: `older-of-${id}`,
});
const erased: ErasureJob = {
  job_id: 'j',
  state: 'done',
  progress: 1,
  result: { before: { events: 1 }, after: { events: 0 }, months: [], differing: 0 },
};

/** Whoever is asked for is answered when the test says so. */
const waiting = new Map<string, (response: Response) => void>();
const answer = async (path: string, body: unknown, status = 200) => {
  await vi.waitFor(() => expect([...waiting.keys()]).toContain(path), SOON);
  waiting.get(path)?.(new Response(JSON.stringify(body), { status }));
  waiting.delete(path);
};
const shown = () => document.body.textContent ?? '';
const press = (name: string) =>
  [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name)?.click();

beforeEach(() => {
  vi.stubGlobal('fetch', (path: string) => new Promise<Response>((resolve) => waiting.set(path, resolve)));
  const own = { id: 'shop', name: 'Shop', public_key: 'pk_1' };
  session.value = { project: own, role: 'owner', projects: [own], can_query: true, can_create: true } as SessionAnswer;
});

afterEach(() => {
  render(null, document.body);
  waiting.clear();
  vi.unstubAllGlobals();
});

test('somebody else’s page begins empty: no event, cursor or proof of the one before', async () => {
  go('/people/amanda?kind=user');
  render(<Person />, document.body);
  await answer('/api/people/amanda?kind=user', person('amanda'));
  await vi.waitFor(() => expect(shown()).toContain('/of-amanda'), SOON);
  document.querySelector('form')?.requestSubmit();
  await answer('/api/people/erase?user_id=amanda&with_browsers=1', erased);
  await vi.waitFor(() => expect(shown()).toContain('Rows about this person'), SOON);

  go('/people/bertha?kind=user');
  await vi.waitFor(() => expect(document.querySelector('h1')?.textContent).toBe('bertha'), SOON);
  expect(shown()).not.toContain('amanda');
  expect(shown()).not.toContain('Rows about this person');

  await answer('/api/people/bertha?kind=user', person('bertha'));
  await vi.waitFor(() => expect(shown()).toContain('/of-bertha'), SOON);
  press('Show older events');
  await answer('/api/people/bertha?kind=user&cursor=older-of-bertha', {
    ...person('bertha'),
    events: [event('/long-ago')],
    next_cursor: null,
  });
  await vi.waitFor(() => expect(shown()).toContain('/long-ago'), SOON);
});

test('older events that cannot be read are said so, and can be asked for again', async () => {
  go('/people/carla?kind=user');
  render(<Person />, document.body);
  await answer('/api/people/carla?kind=user', person('carla'));
  await vi.waitFor(() => expect(shown()).toContain('/of-carla'), SOON);
  press('Show older events');
  await answer('/api/people/carla?kind=user&cursor=older-of-carla', {}, 502);
  await vi.waitFor(() => expect(shown()).toContain('The server did not answer.'), SOON);
  press('Show older events');
  await answer('/api/people/carla?kind=user&cursor=older-of-carla', { ...person('carla'), next_cursor: null });
  await vi.waitFor(() => expect(shown()).not.toContain('The server did not answer.'), SOON);
});
