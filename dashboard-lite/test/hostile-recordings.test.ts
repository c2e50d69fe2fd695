import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hostileRecordings } from '../../ingest/test/replay/hostile.ts';
import { LOOKS, openPage, startBrowser } from './browser.ts';
import type { TestServer } from './server.ts';
import { startServer } from './server.ts';

/** Leaves a trace wherever it runs. Without quotes, so that it fits any attribute. */
const ALARM = 'top.alarmed=1;localStorage.setItem(1,1);document.cookie=1';
/** Loads a recording into the stage, shows it paused and playing, and touches what can be touched. */
const PLAY_MS = 120;
/** A harmless page stands at once. */
const STAND_MS = 50;
const START = 1_780_000_000_000;
const HARMLESS = [
  { type: 4, timestamp: START, data: { href: 'https://shop.example/', width: 800, height: 600 } },
  {
    type: 2,
    timestamp: START + 1,
    data: {
      node: {
        type: 0,
        id: 1,
        childNodes: [
          {
            type: 2,
            id: 2,
            tagName: 'html',
            attributes: {},
            childNodes: [
              { type: 2, id: 3, tagName: 'head', attributes: {}, childNodes: [] },
              {
                type: 2,
                id: 4,
                tagName: 'body',
                attributes: {},
                childNodes: [{ type: 3, id: 5, textContent: 'harmless' }],
              },
            ],
          },
        ],
      },
      initialOffset: { left: 0, top: 0 },
    },
  },
  { type: 3, timestamp: START + 50, data: { source: 3, id: 1, x: 0, y: 0 } },
];

let server: TestServer;
let browser: Browser;
let attacker: Server;
let beacon: string;
let connections: string[];

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
  // A connection alone tells that somebody watches.
  attacker = createServer((socket) => {
    connections.push('a connection');
    socket.on('data', (data) => connections.push(data.toString().split('\r\n')[0] ?? ''));
    socket.on('error', () => undefined);
    socket.end('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n');
  }).listen(0, '127.0.0.1');
  await once(attacker, 'listening');
  beacon = `http://127.0.0.1:${(attacker.address() as AddressInfo).port}`;
}, 60_000);
afterAll(async () => {
  attacker?.close();
  await browser?.close();
  await server?.stop();
});

interface Harness {
  page: Page;
  context: BrowserContext;
  stage: () => Frame;
  /** Every address that anything on these pages asked for and the browser did not refuse. */
  asked: string[];
}

/** The server's own player page, with its real policy, in a page of ours that gives the orders. */
async function openHarness(): Promise<Harness> {
  const { page, context } = await openPage(browser, LOOKS[0]);
  const asked: string[] = [];
  page.on('response', (response) => asked.push(response.url()));
  await page.route(`${server.url}/harness`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><script>
        window.reports = [];
        addEventListener('message', (event) => window.reports.push(event.data));
        window.order = (order) => frames[0].postMessage(order, location.origin);
      </script><iframe src="/player" width="900" height="700"></iframe>`,
    }),
  );
  await page.goto(`${server.url}/harness`);
  await page.waitForFunction(`reports.some(({ kind }) => kind === 'ready')`);
  return {
    page,
    context,
    asked,
    stage: () => page.frames().find((frame) => frame.url() === `${server.url}/player`) as Frame,
  };
}

const shown = ({ page }: Harness, events: unknown, ms = PLAY_MS) =>
  page.evaluate(
    async ({ text, start, ms }) => {
      const events = JSON.parse(text);
      const { order } = window as unknown as { order: (order: object) => void };
      const pause = () => new Promise((resolve) => setTimeout(resolve, ms));
      order({ kind: 'load', events });
      order({ kind: 'pause', at: start + 200 });
      await pause();
      order({ kind: 'play', at: start, speed: 8 });
      await pause();
      order({ kind: 'pause', at: start + 200 });
    },
    { text: JSON.stringify(events), start: START, ms },
  );

/** What a viewer could set off: a click on whatever comes first, and keys that follow links and send forms. */
async function touch({ page, stage }: Harness): Promise<void> {
  const first = await stage().evaluate<{ x: number; y: number } | undefined>(`(() => {
    const box = document.querySelector('.replayer-wrapper iframe')?.contentDocument?.body?.firstElementChild?.getBoundingClientRect();
    return box && { x: box.x + Math.min(box.width, 60) / 2, y: box.y + Math.min(box.height, 20) / 2 };
  })()`);
  // The recording is drawn in its own size in the middle of a stage of 900 x 700.
  if (first)
    await page.mouse.click(8 + 50 + Math.max(0, Math.min(first.x, 800)), 8 + 50 + Math.max(0, Math.min(first.y, 600)));
  for (const key of ['Tab', 'Enter', 'Tab', 'Enter', 'Space']) await page.keyboard.press(key);
}

test('no hostile recording runs, asks, leads away, stores, or breaks the stage', async () => {
  const recordings = hostileRecordings({ beacon: 'BEACON', alarm: ALARM });
  expect(recordings.length).toBeGreaterThanOrEqual(60);
  const harness = await openHarness();
  const { page, stage } = harness;
  const findings: string[] = [];
  for (const { name, events } of recordings) {
    connections = [];
    harness.asked.length = 0;
    const cookies = await harness.context.cookies();
    const aimed = JSON.parse(JSON.stringify(events).replaceAll('BEACON', beacon));
    await shown(harness, aimed);
    await touch(harness);
    await page.waitForTimeout(30);
    const found = {
      alarmed: await page.evaluate('window.alarmed'),
      stored: await page.evaluate('localStorage.length + sessionStorage.length'),
      cookies: (await harness.context.cookies()).length - cookies.length,
      asked: harness.asked.filter((url) => !url.startsWith('data:') && !url.startsWith('about:')),
      connections,
      left: page.url() !== `${server.url}/harness` || (await page.evaluate('frames.length')) !== 1,
    };
    if (found.alarmed || found.stored || found.cookies || found.asked.length || found.connections.length || found.left)
      findings.push(`${name}: ${JSON.stringify(found)}`);
    await shown(harness, HARMLESS, STAND_MS);
    const said = () =>
      stage().evaluate<string>(
        `document.querySelector('.replayer-wrapper iframe')?.contentDocument?.body?.innerText ?? ''`,
      );
    await expect.poll(said, { timeout: 5_000, message: `${name}: the stage stands afterwards` }).toBe('harmless');
  }
  expect(findings).toEqual([]);
  await harness.context.close();
}, 240_000);

test('the proof can fail: in a page without our policy they ask and run', async () => {
  connections = [];
  const { page, context } = await openPage(browser, LOOKS[0]);
  await page.setContent(`<img src="${beacon}/img"><img src="x:" onerror="${ALARM.split(';')[0]}">`);
  await expect.poll(() => connections.length).toBeGreaterThan(0);
  expect(await page.evaluate('window.alarmed')).toBe(1);
  await context.close();
});

test('what is malformed or cut off is a gap with a mark, and the rest is shown', async () => {
  const { page, context } = await openPage(browser, LOOKS[0]);
  await page.goto(server.link);
  await page.getByRole('heading', { name: 'Overview', exact: true }).waitFor();
  const chunk = (seq: number, at: number, events: unknown) => ({
    chunk_id: `c${seq}`,
    session_replay_segment_id: 's1',
    chunk_seq: seq,
    first_event_at_ms: START + at,
    last_event_at_ms: START + at + 1_000,
    events,
  });
  const replay = {
    session_replay_id: 'r1',
    session_id: 'r1',
    visitor_id: 'v',
    user_id: null,
    team_id: null,
    is_anonymous: false,
    auth_state: 'anonymous',
    started_at_ms: START,
    duration_ms: 10_000,
    click_count: 0,
    error_count: 0,
    dead_count: 0,
    rage_count: 0,
    page_count: 1,
    paths: ['/'],
    country: '',
    device: '',
    browser: '',
    os: '',
    release: null,
    notes: [],
    chunk_count: 4,
    bytes: 1,
    is_live: false,
    marks: [],
    scrubbed: 0,
    tabs: [{ tab_id: 't1', segments: ['s1'], first_at_ms: START, last_at_ms: START + 10_000 }],
    gaps: [{ session_replay_segment_id: 's1', from_seq: 1, to_seq: 1, from_ms: START + 1_000, to_ms: START + 2_000 }],
    snapshots: [{ at_ms: START + 1, session_replay_segment_id: 's1', chunk_from_ms: START }],
  };
  const chunks = [
    chunk(0, 0, HARMLESS),
    chunk(2, 3_000, [{ type: 3, timestamp: 'now' }]),
    chunk(3, 5_000, '[{"type":3,"timest'),
    chunk(4, 8_000, [{ type: 3, timestamp: START + 9_000, data: { source: 3, id: 1, x: 0, y: 5 } }]),
  ];
  await page.route('**/api/replays/r1', (route) => route.fulfill({ json: replay }));
  await page.route('**/api/replays/r1/chunks*', (route) => route.fulfill({ json: { chunks, next_from_ms: null } }));
  await page.goto(`${server.url}/replays/r1`);
  const text = page.frameLocator('iframe.stage').frameLocator('.replayer-wrapper iframe').locator('body');
  await expect.poll(() => text.innerText({ timeout: 10_000 }), { timeout: 30_000 }).toBe('harmless');
  await expect.poll(() => page.locator('.timeline .gap').count()).toBe(3);
  expect(await page.locator('.timeline .broken').count()).toBe(2);
  await context.close();
}, 60_000);
