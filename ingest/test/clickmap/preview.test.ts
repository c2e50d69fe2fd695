import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ClickmapAnswer, ClickmapPreviewAnswer, RecordedEvent, TroddenEvent } from '../../src/contract/index.ts';
import type { RunningServer } from '../../src/server.ts';
import { until } from '../embedded/process.ts';
import { goldenEvents } from '../golden/events.ts';
import { chunkOf, mark, move, sendChunkOk, snapshot } from '../replay/chunks.ts';
import { batchOf, sendOk } from '../server/batch.ts';
import { ask, askOk, codeOf, PUBLIC_KEY, SECRET_KEY, startHere } from '../server/harness.ts';
import { scratchDir } from '../with-engine.ts';
import { ORIGIN, overlayClient } from './overlay-client.ts';

const scratch = scratchDir();
let server: RunningServer;
const NOW = Date.now();

const meta = (timestamp: number, path: string): RecordedEvent => ({
  type: 4,
  timestamp,
  data: { href: `${ORIGIN}${path}`, width: 1_280, height: 800 },
});
const preview = (query: string) => askOk<ClickmapPreviewAnswer>(server.url, `/api/clickmap/preview?${query}`);

/** A recorded visit to one page, so long ago, in a window so wide; `chunks` are its recording. */
async function visit(path: string, session: string, agoMs: number, width: number, chunks: RecordedEvent[][]) {
  const page_view_id = randomUUID();
  const view = goldenEvents.find(({ event_type }) => event_type === '$page-view');
  const data = {
    ...(view?.data as object),
    url: `${ORIGIN}${path}`,
    path,
    viewport_width: width,
    viewport_height: 800,
  };
  const who = { session_id: session, session_replay_segment_id: `${session}-s`, tab_id: `${session}-t` };
  await sendOk(
    server.url,
    batchOf(PUBLIC_KEY, 0, {
      ...who,
      pages: [{ page_view_id, url: `${ORIGIN}${path}` }],
      events: [
        {
          event_id: randomUUID(),
          event_type: '$page-view',
          event_at_ms: NOW - agoMs,
          page_view_id,
          data,
        } as TroddenEvent,
      ],
    }),
  );
  for (const [seq, events] of chunks.entries())
    if (events.length > 0) await sendChunkOk(server.url, chunkOf(events, { ...who, chunk_seq: seq }));
}

/** A click of the element `name` on a page that nobody was recorded on; its box begins 300 px from the left and is 100 by 40 px large. */
function clickOn(name: string, width: number, top: number, agoMs: number): TroddenEvent {
  const click = goldenEvents.find(({ event_type }) => event_type === '$click');
  const [element_width, element_height, element_x, element_y] = [100, 40, 0.25, 0.5];
  return {
    event_id: randomUUID(),
    event_type: '$click',
    event_at_ms: NOW - agoMs,
    page_view_id: CLICKED_VIEW,
    data: {
      ...(click?.data as object),
      anchor: { t: 'button', n: name },
      ...{ element_width, element_height, element_x, element_y, page_height: 3_000 },
      ...{ page_x: 325, page_y: top + 20, page_width: width, viewport_width: width, viewport_height: 700 },
    },
  } as TroddenEvent;
}
const CLICKED_VIEW = randomUUID();

/** Whole from the beginning: what it looked like, the mark of the page view, what changed later and much later. */
const whole = (path: string, at: number): RecordedEvent[][] => [
  [meta(at - 20, path), snapshot(at - 10), mark(at, 'page-view', path), move(at + 1_000), move(at + 9_000)],
];

beforeAll(async () => {
  server = await startHere(scratch.dir);
  await visit('/pricing', 'old', 900_000, 1_280, whole('/pricing', NOW - 900_000));
  await visit('/pricing', 'new', 600_000, 1_280, whole('/pricing', NOW - 600_000));
  await visit('/pricing', 'phone', 300_000, 390, whole('/pricing', NOW - 300_000));
  // The newest of all, but a chunk of it never came.
  const at = NOW - 200_000;
  await visit('/pricing', 'torn', 200_000, 1_280, [
    [meta(at - 20_020, '/pricing'), snapshot(at - 20_010)],
    [],
    [mark(at, 'page-view', '/pricing'), move(at + 50)],
  ]);
  await visit('/unseen', 'bare', 100_000, 1_280, []);
  await sendOk(
    server.url,
    batchOf(PUBLIC_KEY, 0, {
      session_id: 'clicked',
      pages: [{ page_view_id: CLICKED_VIEW, url: `${ORIGIN}/clicked` }],
      events: [
        // It sticks to the window: the highest place is its own.
        clickOn('sticky', 1_280, 2_010, 90_000),
        clickOn('sticky', 1_280, 10, 95_000),
        clickOn('sticky', 1_270, 1_500, 80_000),
        clickOn('wide', 1_300, 500, 70_000),
        clickOn('phone', 390, 100, 60_000),
      ],
    }),
  );
  await until(
    async () => (await preview('path=/pricing').catch(() => undefined))?.snapshot?.viewport_width === 390,
    40_000,
  );
}, 60_000);
afterAll(async () => {
  await server.stop();
  scratch.remove();
});

test('the newest recording of the page in windows of that width, up to the moment it has settled', async () => {
  const { snapshot: found } = await preview('path=/pricing&viewport_min=1024&viewport_max=1440');
  expect(found).toMatchObject({ session_replay_id: 'new', viewport_width: 1_280, viewport_height: 800 });
  expect(found?.events.map(({ type }) => type)).toEqual([4, 2, 5, 3]);
  expect(Math.abs((found?.at_ms ?? 0) - (NOW - 597_000))).toBeLessThan(3_000);
  expect((await preview('path=/pricing&viewport_max=480')).snapshot?.session_replay_id).toBe('phone');
});

test('nothing where nothing was recorded, and nothing of a replay that was deleted', async () => {
  expect(await preview('path=/unseen')).toEqual({ snapshot: null, wireframe: null });
  expect(await preview('path=/pricing&viewport_min=1440')).toEqual({ snapshot: null, wireframe: null });
  const gone = await fetch(`${server.url}/api/replays/new`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${SECRET_KEY}` },
  });
  expect(gone.ok).toBe(true);
  const { snapshot: next } = await preview('path=/pricing&viewport_min=1024&viewport_max=1440');
  expect(next?.session_replay_id).toBe('old');
});

test('where nothing was recorded, the boxes that clicks tell of, in the most frequent window', async () => {
  let found: ClickmapPreviewAnswer | undefined;
  await until(async () => {
    found = await preview('path=/clicked');
    return (found.wireframe?.boxes.length ?? 0) === 2;
  }, 30_000);
  expect(found?.snapshot).toBeNull();
  expect(found?.wireframe).toMatchObject({ width: 1_280, height: 3_000, viewport_height: 700 });
  const { elements } = await askOk<ClickmapAnswer>(server.url, '/api/clickmap?path=/clicked');
  const keyOf = (name: string) => elements.find(({ anchor }) => anchor.n === name)?.key;
  expect(found?.wireframe?.boxes).toEqual([
    { key: keyOf('sticky'), left: 300, top: 10, width: 100, height: 40 },
    { key: keyOf('wide'), left: 295, top: 500, width: 98, height: 40 },
  ]);
  const phone = (await preview('path=/clicked&viewport_max=480')).wireframe;
  expect(phone).toMatchObject({ width: 390, boxes: [{ key: keyOf('phone'), left: 300, top: 100 }] });
  expect((await preview('path=/clicked&kind=error')).wireframe).toBeNull();
});

test('it needs a page, the secret key, and is not for overlays', async () => {
  const none = await ask(server.url, '/api/clickmap/preview');
  expect([none.status, await codeOf(none)]).toEqual([400, 'INVALID_QUERY']);
  expect((await fetch(`${server.url}/api/clickmap/preview?path=/pricing`)).status).toBe(401);
  const overlay = overlayClient(server.url);
  const token = await overlay.tokenFor('/pricing');
  expect((await overlay.ask('/api/clickmap/preview?path=/pricing', token)).status).toBe(401);
  expect((await overlay.ask('/v1/clickmap/preview?path=/pricing', token)).status).toBe(404);
});
