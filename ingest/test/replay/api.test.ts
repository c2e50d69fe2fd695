import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  ReplayAnswer,
  ReplayChunk,
  ReplayChunksAnswer,
  ReplaySizeAnswer,
  ReplaysAnswer,
  ShareAnswer,
  SharedReplayAnswer,
} from '../../src/contract/index.ts';
import { expireReplays } from '../../src/replays/index.ts';
import type { RunningServer } from '../../src/server.ts';
import type { StoreClient } from '../../src/store/index.ts';
import { ask, askOk, clientOf, codeOf, rowsOf, SECRET_KEY, startHere } from '../server/harness.ts';
import { scratchDir } from '../with-engine.ts';
import { chunkOf, mark, move, sendChunkOk, snapshot } from './chunks.ts';

const DAY_MS = 86_400_000;
const scratch = scratchDir();
let server: RunningServer;
let client: StoreClient;
/** Of all that is sent here. */
const NOW = Date.now();

/** An hour ago a guest on two tabs; then somebody else whose clock is two days ahead, with a lost chunk. */
const A: Partial<ReplayChunk> = { session_id: 'replay-a', visitor_id: 'v1', release: 'r1' };
const B: Partial<ReplayChunk> = { session_id: 'replay-b', visitor_id: 'v2' };
const a0 = NOW - 3_600_000;
const b0 = NOW - 60_000;

const until = async (condition: () => Promise<boolean>) => {
  // A store that is still starting says so by a refusal.
  for (let tries = 0; tries < 400 && !(await condition().catch(() => false)); tries++)
    await new Promise((resolve) => setTimeout(resolve, 100));
};
const list = (query = '') => askOk<ReplaysAnswer>(server.url, `/api/replays${query}`);
const idsOf = async (query: string) => (await list(query)).items.map(({ session_replay_id }) => session_replay_id);
const request = (method: string, path: string, body?: object, key = SECRET_KEY) =>
  fetch(`${server.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

beforeAll(async () => {
  server = await startHere(scratch.dir);
  client = await clientOf(scratch.dir);
  const send = (chunk: ReplayChunk, clockMs?: number) => sendChunkOk(server.url, chunk, clockMs);
  const tab1 = { ...A, tab_id: 't1', session_replay_segment_id: 's1' };
  const tab2 = { ...A, tab_id: 't2', session_replay_segment_id: 's2' };
  await send(chunkOf([snapshot(a0), mark(a0 + 10, 'page-view', '/shop'), mark(a0 + 500, 'click', 'a')], tab1));
  await send(chunkOf([move(a0 + 5_000), mark(a0 + 6_000, 'error', 'boom')], { ...tab1, chunk_seq: 1 }));
  await send(chunkOf([snapshot(a0 + 2_000), mark(a0 + 2_001, 'page-view', '/cart')], tab2));
  const signedIn = { auth: { state: 'signed-in' as const, user_id: 'u1', team_id: 'red' } };
  await send(chunkOf([move(a0 + 9_000), mark(a0 + 10_000, 'event', 'bought')], { ...tab2, ...signedIn, chunk_seq: 1 }));
  const ahead = (events: Parameters<typeof chunkOf>[0], seq: number, auth = {}) =>
    send(
      chunkOf(events, { ...B, ...auth, tab_id: 't3', session_replay_segment_id: 's3', chunk_seq: seq }),
      Date.now() + 2 * DAY_MS,
    );
  const b = b0 + 2 * DAY_MS;
  await ahead([snapshot(b), mark(b + 1, 'page-view', '/shop')], 0);
  await ahead([move(b + 30_000), mark(b + 31_000, 'rage', '3')], 3);
  await ahead([snapshot(b + 40_000)], 4);
  await until(async () => (await list()).items.length === 2 && (await list()).items[1]?.chunk_count === 4);
});
afterAll(async () => {
  await client.close();
  await server.stop();
  scratch.remove();
});

describe('the list', () => {
  test('is newest first, with what the chunks add up to, by the server’s clock', async () => {
    const { items, next_cursor } = await list();
    expect(next_cursor).toBeNull();
    expect(items).toMatchObject([
      { session_replay_id: 'replay-b', user_id: null, auth_state: 'anonymous', rage_count: 1, tabs: 1, chunk_count: 3 },
      {
        session_replay_id: 'replay-a',
        session_id: 'replay-a',
        visitor_id: 'v1',
        user_id: 'u1',
        team_id: 'red',
        auth_state: 'signed-in',
        started_at_ms: a0,
        duration_ms: 10_000,
        click_count: 1,
        error_count: 1,
        dead_count: 0,
        page_count: 2,
        tabs: 2,
        release: 'r1',
        notes: [],
        is_live: true,
      },
    ]);
    expect(items[0]?.duration_ms).toBe(40_000);
    expect(Math.abs((items[0]?.started_at_ms ?? 0) - b0)).toBeLessThan(2_000);
  });

  test.each([
    ['?filter=user:is:u1', ['replay-a']],
    ['?filter=person:is:v2', ['replay-b']],
    ['?filter=team:is:red', ['replay-a']],
    ['?filter=auth_state:is_not:signed-in', ['replay-b']],
    ['?filter=path:is:/shop', ['replay-b', 'replay-a']],
    ['?filter=path:matches:/c*', ['replay-a']],
    ['?filter=path:is:/shop&filter=path:is:/cart', ['replay-b', 'replay-a']],
    ['?filter=duration_ms:at_least:20000', ['replay-b']],
    ['?filter=duration_ms:at_most:20000', ['replay-a']],
    ['?filter=clicks:at_least:1&filter=errors:at_least:1', ['replay-a']],
    ['?filter=rage:at_least:1', ['replay-b']],
    ['?filter=dead:at_least:1', []],
    ['?filter=event:is:bought', ['replay-a']],
    ['?filter=release:is:r1', ['replay-a']],
    ['?filter=country:is:XX', []],
    [`?from=${NOW - 600_000}`, ['replay-b']],
    [`?to=${NOW - 600_000}`, ['replay-a']],
    [`?from=${a0}&to=${a0}`, []],
  ])('%s', async (query, ids) => {
    expect(await idsOf(query)).toEqual(ids);
  });

  test('pages follow each other', async () => {
    const first = await list('?limit=1');
    expect(first.items.map(({ session_id }) => session_id)).toEqual(['replay-b']);
    const second = await list(`?limit=1&cursor=${first.next_cursor}`);
    expect(second.items.map(({ session_id }) => session_id)).toEqual(['replay-a']);
    expect((await list(`?limit=1&cursor=${second.next_cursor}`)).items).toEqual([]);
  });

  test.each([
    'filter=a',
    'filter=country:above:1',
    'filter=clicks:is:1',
    'filter=clicks:at_least:x',
    'cursor=x',
    'limit=0',
  ])('%s is refused', async (query) => {
    expect(await codeOf(await ask(server.url, `/api/replays?${query}`))).toBe('INVALID_QUERY');
  });

  test('needs the secret key', async () => {
    for (const path of ['/api/replays', '/api/replays/replay-a', '/api/replays/replay-a/chunks', '/api/replays/size'])
      expect(await codeOf(await ask(server.url, path, 'sk_wrong'))).toBe('UNAUTHORIZED');
  });
});

describe('one replay', () => {
  test('has tabs, marks, snapshots', async () => {
    const { tabs, marks, gaps, snapshots, scrubbed } = await askOk<ReplayAnswer>(server.url, '/api/replays/replay-a');
    expect(tabs).toEqual([
      { tab_id: 't1', segments: ['s1'], first_at_ms: a0, last_at_ms: a0 + 6_000 },
      { tab_id: 't2', segments: ['s2'], first_at_ms: a0 + 2_000, last_at_ms: a0 + 10_000 },
    ]);
    expect(marks.map(({ at_ms, kind, label }) => [at_ms - a0, kind, label])).toEqual([
      [10, 'page-view', '/shop'],
      [500, 'click', 'a'],
      [2_001, 'page-view', '/cart'],
      [6_000, 'error', 'boom'],
      [10_000, 'event', 'bought'],
    ]);
    expect([gaps, scrubbed]).toEqual([[], 0]);
    expect(snapshots.map(({ at_ms, session_replay_segment_id: id }) => [at_ms - a0, id])).toEqual([
      [0, 's1'],
      [2_000, 's2'],
    ]);
  });

  test('names what is missing, and is as long as it was, whatever the client’s clock says', async () => {
    const { gaps, duration_ms, snapshots, started_at_ms } = await askOk<ReplayAnswer>(
      server.url,
      '/api/replays/replay-b',
    );
    expect(duration_ms).toBe(40_000);
    const [gap] = gaps;
    expect(gaps).toHaveLength(1);
    expect(gap).toMatchObject({ session_replay_segment_id: 's3', from_seq: 1, to_seq: 2 });
    expect([gap?.from_ms, gap?.to_ms].map((at = 0) => at - started_at_ms)).toEqual([1, 30_000]);
    expect(snapshots.map(({ at_ms }) => at_ms - started_at_ms)).toEqual([0, 40_000]);
  });

  test('nobody else’s, and none that is not there', async () => {
    for (const path of ['/api/replays/other', '/api/replays/other/chunks'])
      expect(await codeOf(await ask(server.url, path))).toBe('NOT_FOUND');
  });
});

describe('its chunks', () => {
  const chunks = (id: string, query = '') => askOk<ReplayChunksAnswer>(server.url, `/api/replays/${id}/chunks${query}`);

  test('come in the order of their beginnings, page by page, each once', async () => {
    const seen: [string, number][] = [];
    for (let from: number | null = 0; from !== null; ) {
      const page: ReplayChunksAnswer = await chunks('replay-a', `?limit=1&from_ms=${from}`);
      for (const { session_replay_segment_id: id, chunk_seq } of page.chunks) seen.push([id, chunk_seq]);
      from = page.next_from_ms;
    }
    expect(seen).toEqual([
      ['s1', 0],
      ['s2', 0],
      ['s1', 1],
      ['s2', 1],
    ]);
    expect((await chunks('replay-a', '?tab_id=t2')).chunks).toHaveLength(2);
    expect((await chunks('replay-a', '?segment_id=s1')).chunks).toHaveLength(2);
    const [first] = (await chunks('replay-a')).chunks;
    expect(first).toMatchObject({ first_event_at_ms: a0, last_event_at_ms: a0 + 500 });
    expect(first?.events[0]).toEqual(snapshot(a0));
  });

  test('have the times of the server in their events', async () => {
    const { started_at_ms } = await askOk<ReplayAnswer>(server.url, '/api/replays/replay-b');
    const all = (await chunks('replay-b')).chunks.flatMap(({ events }) => events.map(({ timestamp }) => timestamp));
    expect(all.map((at) => at - started_at_ms)).toEqual([0, 1, 30_000, 31_000, 40_000]);
  });
});

describe('a link', () => {
  const shared = (url: string, part: string) => fetch(`${url}/${part}`);

  test('shows one replay to anybody, without who it is about, until it ends', async () => {
    const response = await request('POST', '/api/replays/replay-a/share', { starts_at_ms: a0 + 500, expires_in_s: 60 });
    expect(response.status).toBe(201);
    const share = (await response.json()) as ShareAnswer;
    expect(share.url.startsWith(`${server.url}/share/`)).toBe(true);
    const replay = (await (await shared(share.url, 'replay')).json()) as SharedReplayAnswer;
    expect(replay).toMatchObject({ session_replay_id: 'replay-a', starts_at_ms: a0 + 500, click_count: 1 });
    expect(JSON.stringify(replay)).not.toMatch(/"(visitor_id|user_id|team_id)"|u1|red|v1/);
    const chunks = (await (await shared(share.url, 'chunks?limit=2')).json()) as ReplayChunksAnswer;
    expect(chunks.chunks).toHaveLength(2);
    // The code stands nowhere in the store.
    const code = share.url.split('/').at(-1) as string;
    const rows = await rowsOf(client, 'SELECT * FROM replay_shares');
    expect(JSON.stringify(rows)).not.toContain(code);

    expect((await request('DELETE', `/api/shares/${randomUUID()}`)).status).toBe(404);
    expect((await request('DELETE', `/api/shares/${share.share_id}`, undefined, 'sk_wrong')).status).toBe(401);
    expect((await request('DELETE', `/api/shares/${share.share_id}`)).status).toBe(204);
    for (const part of ['replay', 'chunks']) {
      const gone = await shared(share.url, part);
      expect([gone.status, await codeOf(gone)]).toEqual([410, 'GONE']);
    }
  });

  test('ends at its time, and others never were', async () => {
    const response = await request('POST', '/api/replays/replay-a/share', { expires_in_s: 1 });
    const { url } = (await response.json()) as ShareAnswer;
    expect((await shared(url, 'replay')).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect((await shared(url, 'replay')).status).toBe(410);
    expect((await shared(`${server.url}/share/abc`, 'replay')).status).toBe(404);
    expect((await request('POST', '/api/replays/other/share', { expires_in_s: 1 })).status).toBe(404);
    expect((await request('POST', '/api/replays/replay-a/share', { expires_in_s: 0 })).status).toBe(400);
  });
});

describe('what is taken back', () => {
  test('sizes are told', async () => {
    const { months } = await askOk<ReplaySizeAnswer>(server.url, '/api/replays/size');
    expect(months.reduce((sum, { chunks }) => sum + chunks, 0)).toBe(7);
    expect(months.every(({ disk_bytes, bytes }) => disk_bytes > 0 && bytes > 0)).toBe(true);
  });

  test('erasing a person erases every second of the visits they appear in', async () => {
    const other = { session_id: 'replay-c', visitor_id: 'v9', auth: { state: 'signed-in' as const, user_id: 'u9' } };
    await sendChunkOk(server.url, chunkOf([snapshot(NOW - 5_000)], { ...other, auth: { state: 'anonymous' } }));
    await sendChunkOk(server.url, chunkOf([move(NOW - 4_000)], { ...other, chunk_seq: 1 }));
    await until(async () => (await list()).items.some(({ user_id }) => user_id === 'u9'));
    const exported = await (await ask(server.url, '/api/people/export?user_id=u9')).text();
    expect(exported.split('\n').filter((line) => line.includes('"replay_chunks"'))).toHaveLength(2);
    const { job_id } = (await (await request('POST', '/api/people/erase?user_id=u9')).json()) as { job_id: string };
    type Job = { state: string; result: { before: Record<string, number>; after: Record<string, number> } | null };
    let job: Job = { state: 'running', result: null };
    await until(async () => {
      job = await askOk<Job>(server.url, `/api/people/erase/${job_id}`);
      return job.state !== 'running';
    });
    expect(job.state).toBe('done');
    expect(job.result?.before).toMatchObject({ replay_chunks: 2 });
    expect(job.result?.before.replays).toBeGreaterThan(0);
    expect(job.result?.after).toMatchObject({ replay_chunks: 0, replays: 0 });
    const left = await rowsOf<{ n: string }>(
      client,
      `SELECT count() AS n FROM replay_chunks WHERE session_id = 'replay-c'`,
    );
    expect(Number(left[0]?.n)).toBe(0);
    expect(await idsOf('')).toEqual(['replay-b', 'replay-a']);
  });

  test('what ended too long ago, and nothing else', async () => {
    expect(await expireReplays(client, { project: 'default', endedBeforeMs: a0 })).toBe(0);
    const old = { session_id: 'replay-old', visitor_id: 'v7' };
    await sendChunkOk(server.url, chunkOf([snapshot(a0 - 10 * DAY_MS)], old));
    await until(async () => (await idsOf('')).includes('replay-old'));
    expect(await expireReplays(client, { project: 'other', endedBeforeMs: a0 })).toBe(0);
    expect(await expireReplays(client, { project: 'default', endedBeforeMs: a0 })).toBe(1);
    expect(await idsOf('')).toEqual(['replay-b', 'replay-a']);
    expect(await rowsOf(client, `SELECT 1 FROM replay_chunks WHERE session_id = 'replay-old'`)).toEqual([]);
  });

  test('one replay, for good: late chunks do not bring it back', async () => {
    expect((await request('DELETE', '/api/replays/replay-b')).status).toBe(204);
    expect(await idsOf('')).toEqual(['replay-a']);
    const late = { ...B, tab_id: 't3', session_replay_segment_id: 's3', chunk_seq: 5 };
    await sendChunkOk(server.url, chunkOf([snapshot(NOW)], late));
    await until(
      async () => (await rowsOf(client, `SELECT 1 FROM replay_chunks WHERE session_id = 'replay-b'`)).length > 0,
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await idsOf('')).toEqual(['replay-a']);
    for (const path of ['/api/replays/replay-b', '/api/replays/replay-b/chunks'])
      expect((await ask(server.url, path)).status).toBe(404);
    expect((await request('DELETE', '/api/replays/replay-b')).status).toBe(404);
  });
});
