import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LiveAnswer, OverviewAnswer, PageGroupsAnswer } from '../../src/contract/index.ts';
import type { RunningServer } from '../../src/server.ts';
import { batchOf, sendOk } from '../server/batch.ts';
import { ask, askOk, codeOf, PUBLIC_KEY, SECRET_KEY, startHere } from '../server/harness.ts';
import { scratchDir } from '../with-engine.ts';

/** From the ack to every answer, at a low rate on a machine that is busy with other tests. */
const VISIBLE_WITHIN_MS = 10_000;

const scratch = scratchDir();
let server: RunningServer;
beforeAll(async () => {
  server = await startHere(scratch.dir);
});
afterAll(async () => {
  await server.stop();
  scratch.remove();
});

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + VISIBLE_WITHIN_MS;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error('It did not become true in time');
    await delay(50);
  }
}

test('an event is in the overview and among the live people soon after its ack', async () => {
  await sendOk(server.url, batchOf(PUBLIC_KEY, 3, { auth: { state: 'signed-in', user_id: 'ada' } }));
  await sendOk(server.url, batchOf(PUBLIC_KEY, 2, { visitor_id: 'other', session_id: 'another' }));
  const overview = () => askOk<OverviewAnswer>(server.url, '/api/overview?tz=Asia/Kolkata&filter=event:is:purchase');
  await until(async () => (await overview()).sessions === 2);
  expect(await overview()).toMatchObject({
    visitors: 2,
    total_users: 1,
    mau: 1,
    page_views: 0,
    auth_overview: { signed_in: 1, guests: 0, without_account: 1 },
    top_events: [{ value: 'purchase', visitors: 2, views: 5 }],
  });
  const live = await askOk<LiveAnswer>(server.url, '/api/live');
  expect(live).toMatchObject({ online_live: 2, pages: [{ value: '/cart', visitors: 2 }] });
});

test('an answer that has not changed is not sent again', async () => {
  const first = await ask(server.url, '/api/overview?compare=previous');
  expect(((await first.json()) as OverviewAnswer).previous).toMatchObject({ visitors: 0, total_users: 0 });
  const etag = first.headers.get('etag') ?? '';
  const again = await fetch(`${server.url}/api/overview?compare=previous`, {
    headers: { authorization: `Bearer ${SECRET_KEY}`, 'if-none-match': etag },
  });
  expect([etag.length > 10, again.status, await again.text()]).toEqual([true, 304, '']);
});

test('people come as a stream that ends with the reader', async () => {
  const reading = new AbortController();
  const response = await fetch(`${server.url}/api/live/stream`, {
    headers: { authorization: `Bearer ${SECRET_KEY}` },
    signal: reading.signal,
  });
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  const chunk = await response.body?.getReader().read();
  const text = new TextDecoder().decode(chunk?.value);
  expect(JSON.parse(text.slice('data: '.length))).toMatchObject({ online_live: expect.any(Number) });
  reading.abort();
});

test('readers who leave before the stream begins hold no place in it', async () => {
  const address = `${server.url}/api/live/stream`;
  const headers = { authorization: `Bearer ${SECRET_KEY}` };
  // More than there are places: were one of them kept, the last reader would be refused.
  for (let reader = 0; reader < 120; reader++)
    await fetch(address, { headers, signal: AbortSignal.timeout(reader % 4) }).catch(() => {});
  const reading = new AbortController();
  const response = await fetch(address, { headers, signal: reading.signal });
  expect(response.status).toBe(200);
  reading.abort();
});

test('there are places for a hundred streams, and whoever leaves makes room', async () => {
  const open = async () => {
    const leaving = new AbortController();
    const response = await fetch(`${server.url}/api/live/stream`, {
      headers: { authorization: `Bearer ${SECRET_KEY}` },
      signal: leaving.signal,
    });
    return { response, leave: () => leaving.abort() };
  };
  // All at once, so that none of them is let in because another is not counted yet.
  const readers = await Promise.all(Array.from({ length: 120 }, open));
  const isIn = ({ response }: { response: Response }) => response.status === 200;
  expect(readers.filter(isIn).length).toBeLessThanOrEqual(100);
  expect(readers.filter(isIn).length).toBeGreaterThan(90);
  const refused = readers.find((reader) => !isIn(reader))?.response;
  expect([refused?.status, refused?.headers.has('retry-after')]).toEqual([429, true]);
  if (refused !== undefined) expect(await codeOf(refused)).toBe('RATE_LIMITED');
  for (const { leave } of readers) leave();
  await until(async () => {
    const { response, leave } = await open();
    leave();
    return response.status === 200;
  });
});

test.each([
  ['an unknown zone', 'tz=Mars/Olympus'],
  ['a day that does not exist', 'from=2026-02-30'],
  ['a time before there were events', 'from=5&to=9'],
  ['an empty range', 'from=1770000000000&to=1770000000000'],
  ['a range over the cap', 'from=2024-01-01&to=2026-01-01'],
  ['neither true nor false', 'include_anonymous=perhaps'],
  ['a comparison there is not', 'compare=next'],
  ['SQL in a switch', 'pages=groups%27'],
  ['a filter without a value', 'filter=country:is'],
  ['a filter on an unknown field', 'filter=password:is:x'],
  ['a filter with an unknown operator', 'filter=country:contains:x'],
  ['a filter that is too long', `filter=country:is:${'x'.repeat(3_000)}`],
  ['10,000 filters', Array.from({ length: 10_000 }, () => 'filter=os:is:x').join('&')],
])('%s is refused with a code', async (_what, query) => {
  // Node itself refuses lines of more than 16 KB, before anything of ours is asked.
  const response = await ask(server.url, `/api/overview?${query.slice(0, 15_000)}`);
  expect([response.status, await codeOf(response)]).toEqual([400, 'INVALID_QUERY']);
});

test('page groups that somebody writes down hold for the past too', async () => {
  const page = {
    referrer: '',
    title: '',
    entry_type: 'push',
    viewport_width: 1,
    viewport_height: 1,
    screen_width: 1,
    screen_height: 1,
  };
  const pages = ['/blog/a', '/blog/b', '/p/1', '/p/2'].map((path) => ({
    page_view_id: randomUUID(),
    url: `https://shop.example${path}`,
  }));
  const events = pages.map(({ page_view_id, url }) => ({
    event_id: randomUUID(),
    event_type: '$page-view',
    event_at_ms: Date.now(),
    page_view_id,
    data: { ...page, url, path: new URL(url).pathname },
  }));
  await sendOk(server.url, batchOf(PUBLIC_KEY, 0, { visitor_id: 'reader', pages, events }));
  const topPages = async () =>
    (await askOk<OverviewAnswer>(server.url, '/api/overview?pages=groups')).top_pages.map(({ value, views }) => [
      value,
      views,
    ]);
  await until(async () => (await topPages()).length > 0);
  expect(await topPages()).toEqual([
    ['/blog/a', 1],
    ['/blog/b', 1],
    ['/p/:id', 2],
  ]);
  const write = (groups: unknown) =>
    fetch(`${server.url}/api/page-groups`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${SECRET_KEY}` },
      body: JSON.stringify({ groups }),
    });
  const written = (await (await write(['/blog/:slug'])).json()) as PageGroupsAnswer;
  expect(written).toEqual({
    groups: ['/blog/:slug'],
    found: [
      { value: '/blog/:slug', paths: 2 },
      { value: '/p/:id', paths: 2 },
    ],
  });
  expect(await askOk<PageGroupsAnswer>(server.url, '/api/page-groups')).toEqual(written);
  expect((await topPages())[0]).toEqual(['/blog/:slug', 2]);
  const filtered = await askOk<OverviewAnswer>(
    server.url,
    `/api/overview?filter=${encodeURIComponent('path:is:/blog/:slug')}`,
  );
  expect([filtered.page_views, filtered.visitors]).toEqual([2, 1]);
  expect((await write(['no path'])).status).toBe(400);
});

test('needs the secret key', async () => {
  for (const path of ['/api/overview', '/api/live', '/api/live/stream']) {
    expect((await ask(server.url, path, 'sk_somebody_elses_0123')).status).toBe(401);
  }
});
