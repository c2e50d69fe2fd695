import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PeopleAnswer, PersonAnswer } from '../../src/contract/index.ts';
import type { RunningServer } from '../../src/server.ts';
import { until } from '../embedded/process.ts';
import { chunkOf, move, sendChunkOk, snapshot } from '../replay/chunks.ts';
import { batchOf, sendOk } from '../server/batch.ts';
import { ask, askOk, codeOf, PUBLIC_KEY, startHere } from '../server/harness.ts';
import { scratchDir } from '../with-engine.ts';

const scratch = scratchDir();
let server: RunningServer;
const people = (query = '') => askOk<PeopleAnswer>(server.url, `/api/people${query}`);
const person = (path: string) => askOk<PersonAnswer>(server.url, `/api/people/${path}`);

beforeAll(async () => {
  server = await startHere(scratch.dir);
  const send = (visitor_id: string, user_id: string | undefined, events: number) =>
    sendOk(
      server.url,
      batchOf(PUBLIC_KEY, events, {
        visitor_id,
        session_id: `${visitor_id} ${user_id}`,
        auth: user_id === undefined ? { state: 'anonymous' } : { state: 'signed-in', user_id },
      }),
    );
  // Ada looks around, signs in, and later uses her phone; Bob signs in at Ada's laptop; a stranger never does.
  await send('laptop', undefined, 2);
  await send('laptop', 'ada', 3);
  await send('laptop', 'bob', 1);
  await send('phone', 'ada', 1);
  await send('stranger', undefined, 4);
  // Her visit at the laptop was recorded from its first picture on; what there is of the phone's cannot be played.
  const recorded = { visitor_id: 'laptop', auth: { state: 'signed-in' as const, user_id: 'ada' } };
  await sendChunkOk(server.url, chunkOf([snapshot(Date.now())], { ...recorded, session_id: 'laptop ada' }));
  await sendChunkOk(server.url, chunkOf([move(Date.now())], { ...recorded, session_id: 'phone ada' }));
  const isRecorded = async () =>
    (await person('ada')).sessions.some(({ session_replay_id }) => session_replay_id !== null);
  // Nobody has the id until it is folded.
  await until(() => isRecorded().catch(() => false), 20_000);
  await until(
    async () => (await people('?kind=visitor')).people.length === 1 && (await people()).people.length === 2,
    20_000,
  );
});
afterAll(async () => {
  await server.stop();
  scratch.remove();
});

test('accounts and strangers, a page at a time', async () => {
  expect((await people('?kind=visitor')).people).toMatchObject([
    { kind: 'visitor', id: 'stranger', sessions: 1, events: 4 },
  ]);
  const first = await people('?limit=1');
  const second = await people(`?limit=1&cursor=${first.next_cursor}`);
  expect([...first.people, ...second.people].map(({ id, events, sessions }) => [id, events, sessions]).sort()).toEqual([
    ['ada', 4, 2],
    ['bob', 1, 1],
  ]);
  expect(second.next_cursor).toBeNull();
  expect((await people('?search=da')).people.map(({ id }) => id)).toEqual(['ada']);
  expect((await people("?search=%25'%20OR%201")).people).toEqual([]);
});

test('an account has what its browsers did before the sign-in, and nothing of other accounts', async () => {
  const ada = await person('ada');
  expect(ada).toMatchObject({ kind: 'user', users: ['ada'], visitors: ['laptop', 'phone'], next_cursor: null });
  expect(ada.events.map(({ user_id }) => user_id).sort()).toEqual(
    [...Array(4).fill('ada'), ...Array(2).fill(null)].sort(),
  );
  expect(ada.sessions.map(({ events }) => events).sort()).toEqual([1, 2, 3]);
  expect(ada.sessions.map(({ session_replay_id }) => session_replay_id).filter((id) => id !== null)).toEqual([
    'laptop ada',
  ]);
  const newest = await person('ada?limit=4');
  const older = await person(`ada?limit=4&cursor=${newest.next_cursor}`);
  expect([...newest.events, ...older.events]).toEqual(ada.events);
});

test('a browser has everything that happened in it, whoever it was', async () => {
  expect(await person('laptop')).toMatchObject({ kind: 'visitor', users: ['ada', 'bob'], visitors: ['laptop'] });
  expect((await person('laptop')).events).toHaveLength(6);
});

test.each([
  ['nobody', 404, 'NOT_FOUND'],
  ['ada?kind=visitor', 404, 'NOT_FOUND'],
  ['ada?kind=robot', 400, 'INVALID_QUERY'],
  ['ada?cursor=x', 400, 'INVALID_QUERY'],
  ["ada'%20OR%201=1", 404, 'NOT_FOUND'],
])('/api/people/%s is %i', async (path, status, code) => {
  const response = await ask(server.url, `/api/people/${path}`);
  expect([response.status, await codeOf(response)]).toEqual([status, code]);
});
