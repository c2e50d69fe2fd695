import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  anchorKey,
  type ClickmapAnswer,
  type ClickmapCompareAnswer,
  type ClickmapPagesAnswer,
  type TroddenEvent,
} from '../../src/contract/index.ts';
import type { RunningServer } from '../../src/server.ts';
import { until } from '../embedded/process.ts';
import { goldenEvents } from '../golden/events.ts';
import { batchOf, sendOk } from '../server/batch.ts';
import { ask, askOk, codeOf, PUBLIC_KEY, SECRET_KEY, startHere } from '../server/harness.ts';
import { scratchDir } from '../with-engine.ts';
import { ORIGIN, overlayClient } from './overlay-client.ts';

const scratch = scratchDir();
let server: RunningServer;
let overlay: ReturnType<typeof overlayClient>;
beforeAll(async () => {
  server = await startHere(scratch.dir);
  overlay = overlayClient(server.url);
  for (const path of ['/pricing', '/p/1', '/p/2']) await sendOk(server.url, visitTo(path));
  const clicks = async () => (await askOk<ClickmapPagesAnswer>(server.url, '/api/clickmap/pages')).pages.length;
  await until(async () => (await clicks().catch(() => 0)) === 3, 40_000);
}, 60_000);
afterAll(async () => {
  await server.stop();
  scratch.remove();
});

const anchor = { t: 'button', n: 'buy1', s: ['main'], o: [0, 1, 1, 0], l: 'en' };

/** One page view that showed a button and clicked it twice, from two places of the page's history. */
function visitTo(path: string) {
  const view = goldenEvents.find(({ event_type }) => event_type === '$page-view');
  const click = goldenEvents.find(({ event_type }) => event_type === '$click');
  const page_view_id = randomUUID();
  const now = Date.now();
  const event = (event_type: string, data: unknown, index: number) =>
    ({ event_id: randomUUID(), event_type, event_at_ms: now + index, page_view_id, data }) as TroddenEvent;
  const seen = { viewport_width: 1440, viewport_height: 900 };
  return batchOf(PUBLIC_KEY, 0, {
    pages: [{ page_view_id, url: `${ORIGIN}${path}` }],
    release: '7',
    events: [
      event('$page-view', { ...(view?.data as object), ...seen, url: `${ORIGIN}${path}`, path }, 0),
      event('$exposures', { shown: `${anchorKey(anchor)},other`, viewport_width: 1440 }, 1),
      ...['q1', 'q2'].map((q, index) =>
        event(
          '$click',
          { ...(click?.data as object), ...seen, anchor: { ...anchor, q }, dead: undefined, rage: undefined },
          2 + index,
        ),
      ),
    ],
  });
}

test('a click that was sent is on the map, whole, with what showed it', async () => {
  const map = await askOk<ClickmapAnswer>(
    server.url,
    '/api/clickmap?path=/pricing&viewport_min=1280&viewport_max=1536&release=7',
  );
  expect(map).toMatchObject({
    totals: { clicks: 2, unique_clickers: 1, page_views: 1 },
    elements: [
      {
        key: anchorKey(anchor),
        clicks: 2,
        exposures: 1,
        rate: 2,
        share: 1,
        cells: [[5, 15, 2]],
        clicked_page_views: 1,
        last_release: '7',
      },
    ],
    rest: { elements: 0, clicks: 0 },
    languages: [{ value: 'en', clicks: 2 }],
    fold_px: 900,
  });
  expect(map.elements[0]?.anchor).toEqual({ ...anchor, q: 'q2' });
  const narrow = await askOk<ClickmapAnswer>(server.url, '/api/clickmap?path=/pricing&viewport_max=1440');
  expect([narrow.totals.clicks, narrow.elements, narrow.fold_px]).toEqual([0, [], null]);
});

test('an answer that has not changed is not sent again', async () => {
  const first = await ask(server.url, '/api/clickmap?path=/pricing&from=2026-01-01');
  const etag = first.headers.get('etag') ?? '';
  const again = await fetch(`${server.url}/api/clickmap?path=/pricing&from=2026-01-01`, {
    headers: { authorization: `Bearer ${SECRET_KEY}`, 'if-none-match': etag },
  });
  expect([etag.length > 10, again.status, await again.text()]).toEqual([true, 304, '']);
});

test('an overlay sees its own pages of a group and of the list', async () => {
  const token = await overlay.tokenFor('/p/1');
  const read = async <Answer>(path: string) => (await (await overlay.ask(path, token)).json()) as Answer;
  expect((await read<ClickmapAnswer>('/v1/clickmap?page_group=/p/:id')).totals.clicks).toBe(2);
  const { pages } = await read<ClickmapPagesAnswer>('/v1/clickmap/pages');
  expect(pages.map(({ value }) => value)).toEqual(['/p/1']);
  const compared = await read<ClickmapCompareAnswer>('/v1/clickmap/compare?page_group=/p/:id&b_release=7');
  expect([compared.a.clicks, compared.b.clicks, compared.elements[0]?.keys]).toEqual([2, 2, [anchorKey(anchor)]]);
  const whole = await askOk<ClickmapAnswer>(server.url, '/api/clickmap?page_group=/p/:id');
  expect(whole.totals.clicks).toBe(4);
});

describe('a question that is none', () => {
  test.each([
    ['no page', ''],
    ['two pages', 'path=/&page_group=/p/:id'],
    ['a group that is none', 'page_group=p'],
    ['a kind there is not', 'path=/&kind=angry'],
    ['a width that is none', 'path=/&viewport_min=-1'],
    ['widths the wrong way', 'path=/&viewport_min=500&viewport_max=400'],
    ['a filter on what clicks do not have', 'path=/&filter=referrer:is:x'],
    ['an unknown filter', 'path=/&filter=password:is:x'],
    ['cells beyond the box', 'path=/&cells=101'],
    ['more elements than there can be', 'path=/&limit=10001'],
    ['a page that is given twice', 'path=/&path=/a'],
    ['an object for a page', 'path[x]=/'],
  ])('%s', async (_what, query) => {
    const response = await ask(server.url, `/api/clickmap?${query}`);
    expect([response.status, await codeOf(response)]).toEqual([400, 'INVALID_QUERY']);
  });

  test('a comparison with nothing', async () => {
    expect((await ask(server.url, '/api/clickmap/compare?path=/pricing')).status).toBe(400);
  });
});

const HOSTILE = [
  "' OR 1=1 --",
  "') OR (1=1",
  '\\',
  "\\' OR 1 --",
  '{project:String}',
  '$1$&',
  '%',
  '_',
  '*',
  '\u0000',
  '\t\n',
  'х'.repeat(60),
  '"; DROP TABLE events; --',
  "'||(SELECT key FROM ids)||'",
  '/* */',
];
const FIELDS = [
  'path',
  'release',
  'device',
  'language',
  'origin',
  'visitor_id',
  'user_id',
  'session_replay_id',
  'filter',
  'page_group',
  'tz',
  'b_release',
];

/** Every question has the same conditions: one that is answered quickly for each value, all of them for a few. */
const askedFor = (index: number) => [
  '/api/clickmap/hours',
  ...(index % 5 === 0 ? ['/api/clickmap', '/api/clickmap/pages', '/api/clickmap/compare'] : []),
];
const MEETS_NOTHING = new Set([
  'path',
  'release',
  'device',
  'language',
  'origin',
  'visitor_id',
  'user_id',
  'session_replay_id',
  'filter',
]);

test('a zone may be written in any case; an offset is none', async () => {
  const asked = (tz: string) => ask(server.url, `/api/clickmap/hours?path=/pricing&tz=${encodeURIComponent(tz)}`);
  const [lower, proper, offset] = [await asked('europe/berlin'), await asked('Europe/Berlin'), await asked('+01:00')];
  expect([lower.status, proper.status, offset.status]).toEqual([200, 200, 400]);
  expect(await lower.text()).toBe(await proper.text());
});

describe('hostile values are values', () => {
  test.each(FIELDS)(
    '%s',
    async (field) => {
      for (const [index, value] of HOSTILE.entries()) {
        const given = field === 'filter' ? `country:matches:${value}x` : value;
        const page = field === 'path' || field === 'page_group' ? {} : { path: '/pricing' };
        const query = new URLSearchParams({ ...page, b_release: '1', [field]: given });
        for (const path of askedFor(index)) {
          const response = await ask(server.url, `${path}?${query}`);
          const text = await response.text();
          expect([200, 400], `${path} ${given}: ${text}`).toContain(response.status);
          expect(text).not.toMatch(/DB::|page_events|SELECT/);
          const isEmpty = response.status === 200 && MEETS_NOTHING.has(field) && path.endsWith('hours');
          if (isEmpty) expect(JSON.parse(text), given).toEqual({ hours: [] });
        }
      }
    },
    120_000,
  );
});
