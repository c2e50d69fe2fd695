import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SyncStatus } from '../../src/contract/index.ts';
import type { RunningServer } from '../../src/server.ts';
import type { StoreClient } from '../../src/store/index.ts';
import { askOk, clientOf, codeOf, rowsOf, SECRET_KEY, startHere } from '../server/harness.ts';
import { scratchDir } from '../with-engine.ts';

const scratch = scratchDir();
let server: RunningServer;
let client: StoreClient;
beforeAll(async () => {
  server = await startHere(scratch.dir);
  client = await clientOf(scratch.dir);
});
afterAll(async () => {
  await client.close();
  await server.stop();
  scratch.remove();
});

const send = (kind: string, records: unknown, key = SECRET_KEY) =>
  fetch(`${server.url}/api/sync/${kind}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify({ [kind]: records }),
  });
const status = (kind: string) => askOk<SyncStatus>(server.url, `/api/sync/${kind}`);
const users = () =>
  rowsOf(
    client,
    'SELECT id, toString(sequence_id) AS at, is_deleted, display_name FROM synced_users FINAL ORDER BY id',
  );

test('the highest sequence wins in any order, also over and under a deletion', async () => {
  expect(await status('users')).toEqual({
    last_sequence_id: null,
    records: 0,
    deleted: 0,
    last_synced_at_ms: null,
    lag_ms: null,
  });
  const batches = [
    [
      { id: 'ada', sequence_id: 5, display_name: 'Ada L.' },
      { id: 'bob', sequence_id: 6, deleted: true },
    ],
    [
      { id: 'ada', sequence_id: 3, display_name: 'Ada' },
      { id: 'bob', sequence_id: 2, display_name: 'Bob' },
    ],
    [
      {
        id: 'eve',
        sequence_id: '18446744073709551615',
        display_name: "'); DROP TABLE synced_users; --",
        data: { plan: 'pro' },
      },
    ],
  ];
  for (const batch of [...batches, ...batches.reverse()]) expect((await send('users', batch)).status).toBe(200);
  expect(await users()).toEqual([
    { id: 'ada', at: '5', is_deleted: false, display_name: 'Ada L.' },
    { id: 'bob', at: '6', is_deleted: true, display_name: '' },
    { id: 'eve', at: '18446744073709551615', is_deleted: false, display_name: "'); DROP TABLE synced_users; --" },
  ]);
  const { lag_ms, last_synced_at_ms, ...rest } = await status('users');
  expect(rest).toEqual({ last_sequence_id: '18446744073709551615', records: 2, deleted: 1 });
  expect([Number(lag_ms) < 60_000, Number(last_synced_at_ms) > 0]).toEqual([true, true]);
});

test('teams are apart from users', async () => {
  expect((await send('teams', [{ id: 'club', sequence_id: 1, display_name: 'Club' }])).status).toBe(200);
  expect(await status('teams')).toMatchObject({ records: 1, last_sequence_id: '1' });
});

test.each([
  ['nothing', []],
  ['no list', 'ada'],
  ['no id', [{ sequence_id: 1 }]],
  ['a sequence below zero', [{ id: 'a', sequence_id: -1 }]],
  ['a sequence that is too large', [{ id: 'a', sequence_id: '18446744073709551616' }]],
  ['half a character', [{ id: 'a', sequence_id: 1, display_name: '\ud800' }]],
  ['too much data', [{ id: 'a', sequence_id: 1, data: { text: 'x'.repeat(9_000) } }]],
  ['too many', Array.from({ length: 1_001 }, (_, index) => ({ id: `u${index}`, sequence_id: index }))],
])('%s is refused as a whole', async (_what, records) => {
  const response = await send('users', records);
  expect([response.status, await codeOf(response)]).toEqual([400, 'INVALID_BATCH']);
});

test('needs the secret key', async () => {
  expect((await send('users', [{ id: 'a', sequence_id: 1 }], 'sk_somebody_elses_0123')).status).toBe(401);
});

test('whoever sends batches faster than ten a second is told to wait, and for the other kind is not', async () => {
  let refused: Response | undefined;
  for (let sent = 0; sent < 3_000 && refused === undefined; sent += 20) {
    // Refused for their shape, and counted all the same.
    const answers = await Promise.all(Array.from({ length: 20 }, () => send('teams', [])));
    refused = answers.find(({ status: code }) => code === 429);
  }
  if (refused === undefined) throw new Error('Nobody was told to wait');
  expect([await codeOf(refused), Number(refused.headers.get('retry-after')) > 0]).toEqual(['RATE_LIMITED', true]);
  expect((await send('users', [{ id: 'late', sequence_id: 1 }])).status).toBe(200);
}, 60_000);
