import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RecentEvent } from '../../../ingest/src/contract/index.ts';
import type { Site } from './harness.ts';
import { openBrowser, sleep, startSite } from './harness.ts';
import type { IngestServer } from './server.ts';
import { PUBLIC_KEY, startIngest } from './server.ts';

const READY_MS = 15_000;
/** Positions that fall on half pixels may be rounded either way by the browser. */
const VIEW = { width: 1000, height: 700 };

let ingest: IngestServer;
let scripts: Site;
let site: Site;
let browser: Browser;

beforeAll(async () => {
  ingest = await startIngest();
  scripts = await startSite(() => '');
  site = await startSite(
    () => `<!doctype html><html lang="en"><head><title>Shop</title>
<script>window.trodden=window.trodden||function(){(trodden.q=trodden.q||[]).push(arguments)};trodden('track','early',{plan:'team',seats:3,trial:true})</script>
<script async src="${scripts.origin}/t.js" data-key="${PUBLIC_KEY}" data-host="${ingest.url}" data-release="r1" data-without="scroll visible exposures vitals"></script></head>
<body style="margin:0;height:2000px"><button style="position:absolute;left:100px;top:50px;width:200px;height:40px"><b>Buy</b></button>
<a href="/docs?secret=1#x" style="position:absolute;left:100px;top:150px;width:80px;height:20px" onclick="return false">Docs</a>
</body></html>`,
  );
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await site.close();
  await scripts.close();
  await ingest.stop();
});

it('what was done in the browser is what lies in the store, field by field', async () => {
  const context = await browser.newContext({ viewport: VIEW, screen: VIEW });
  const page = await context.newPage();
  const began = Date.now();
  await page.goto(`${site.origin}/shop?utm_source=mail&utm_campaign=may&token=secret#secret`);
  await page.waitForFunction(`typeof trodden.diagnose === 'function'`);
  await page.mouse.click(150, 60);
  await page.evaluate(`trodden.identify('u1', { team: 'red', anonymous: true })`);
  await page.evaluate(`scrollTo(0, 20)`);
  await page.mouse.click(120, 135);
  await page.evaluate(`history.pushState({}, '', '/checkout'); document.title = 'Checkout'`);
  await page.focus('button');
  await page.keyboard.press('Enter');
  await page.evaluate(`trodden.signOut()`);
  await page.close();
  await context.close();

  let rows: RecentEvent[] = [];
  for (const end = Date.now() + READY_MS; rows.length < 8 && Date.now() < end; await sleep(200))
    rows = await ingest.recent();
  rows.sort((a, b) => (a.event_id < b.event_id ? -1 : 1));

  const shop = { url: `${site.origin}/shop?utm_source=mail&utm_campaign=may`, path: '/shop' };
  const checkout = { url: `${site.origin}/checkout`, path: '/checkout' };
  const nobody = { auth_state: 'anonymous', user_id: null, team_id: null, is_anonymous: false };
  const guest = { auth_state: 'signed-in', user_id: 'u1', team_id: 'red', is_anonymous: true };
  const gone = { auth_state: 'signed-out', user_id: null, team_id: null, is_anonymous: false };
  const size = { viewport_width: 1000, viewport_height: 700 };
  const button = {
    tag_name: 'button',
    element_width: 200,
    element_height: 40,
    page_width: 1000,
    page_height: 2000,
    ...size,
  };
  expect(rows).toMatchObject([
    {
      event_type: '$page-view',
      ...shop,
      ...nobody,
      data: { title: 'Shop', referrer: '', entry_type: 'initial', screen_width: 1000, screen_height: 700, ...size },
    },
    { event_type: 'early', ...shop, ...nobody, data: { plan: 'team', seats: 3, trial: true } },
    {
      event_type: '$click',
      ...shop,
      ...nobody,
      data: { ...button, x: 150, y: 60, page_x: 150, page_y: 60, element_x: 0.25, element_y: 0.25, input: 'pointer' },
    },
    { event_type: '$auth', ...shop, ...guest, data: { from: 'anonymous', to: 'signed-in', cause: 'identify' } },
    {
      event_type: '$click',
      ...shop,
      ...guest,
      data: {
        tag_name: 'a',
        href: '/docs',
        x: 120,
        y: 135,
        page_y: 155,
        element_x: 0.25,
        element_y: 0.25,
        input: 'pointer',
      },
    },
    {
      event_type: '$page-view',
      ...checkout,
      ...guest,
      data: { title: 'Checkout', referrer: shop.url, entry_type: 'push' },
    },
    {
      event_type: '$click',
      ...checkout,
      ...guest,
      data: { ...button, y: 50, page_y: 70, element_x: 0.5, element_y: 0.5, input: 'keyboard' },
    },
    { event_type: '$auth', ...checkout, ...gone, data: { from: 'signed-in', to: 'signed-out', cause: 'sign-out' } },
  ]);

  for (const name of ['visitor_id', 'session_id', 'tab_id', 'session_replay_segment_id'] as const)
    expect([name, new Set(rows.map((row) => row[name])).size]).toEqual([name, 1]);
  expect(new Set(rows.slice(0, 5).map(({ page_view_id }) => page_view_id)).size).toBe(1);
  expect(new Set(rows.map(({ page_view_id }) => page_view_id)).size).toBe(2);
  for (const { event_at_ms, received_at_ms, release, browser: name, device } of rows) {
    expect(event_at_ms).toBeGreaterThanOrEqual(began);
    expect(received_at_ms).toBeGreaterThanOrEqual(event_at_ms);
    expect([release, name, device]).toEqual(['r1', expect.stringMatching(/Chrom/), 'desktop']);
  }
  expect(JSON.stringify(rows)).not.toContain('secret');
});
