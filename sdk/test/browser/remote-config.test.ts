import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { SdkConfig } from '../../../ingest/src/contract/index.ts';
import type { Collector } from './collector.ts';
import { startCollector } from './collector.ts';
import type { Site } from './harness.ts';
import { openBrowser, startSite, until } from './harness.ts';

let collector: Collector;
let site: Site;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let attributes = '';
/** What the server would tell with its answers. */
let config: SdkConfig | undefined;

beforeAll(async () => {
  collector = await startCollector();
  site = await startSite(
    () => `<!doctype html><html><head><title>t</title>
      <script async src="/t.js" data-key="pk_test" data-host="${collector.origin}" data-allow-click-text ${attributes}></script></head>
      <body><button id="plain">Plain words</button><button class="secret">Secret words</button>
      <div class="noise"><button id="noisy">Noise</button></div></body></html>`,
  );
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await site.close();
  await collector.close();
});
beforeEach(async () => {
  collector.clear();
  attributes = '';
  config = undefined;
  context = await browser.newContext();
  page = await context.newPage();
  // The collector's ack, with what the real server adds to it.
  await page.route(`${collector.origin}/v1/events**`, async (route) => {
    const response = await route.fetch();
    const ack = (await response.json()) as object;
    await route.fulfill({ response, json: { ...ack, config } });
  });
});
afterEach(() => context.close());

const parts = () => page.evaluate('trodden.diagnose().parts') as Promise<Record<string, string>>;
const open = async () => {
  await page.goto(site.origin);
  await page.waitForFunction(`window.trodden?.diagnose?.().parts.extras === 'ready'`);
};
const learn = async () => {
  await open();
  await page.evaluate('trodden.flush()');
  await page.waitForFunction(`localStorage.getItem('trodden1.pk_test.config') !== null`);
};
const clicks = () =>
  [...collector.kept.values()].flatMap(({ events }) => events.filter(({ event_type }) => event_type === '$click'));

it('costs nothing where the server has nothing to tell', async () => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await open();
  await page.evaluate('trodden.flush()');
  expect(asked.filter((url) => url.includes('/remote-'))).toEqual([]);
  expect(await page.evaluate(`localStorage.getItem('trodden1.pk_test.config')`)).toBeNull();
});

it('masks and leaves out what the settings name, from the next page on', async () => {
  config = { mask: '.secret', ignore: '.noise' };
  await learn();
  collector.clear();
  await open();
  for (const selector of ['#plain', '.secret', '#noisy']) await page.click(selector);
  await page.evaluate('trodden.flush()');
  await until(() => clicks().length >= 2);
  expect(clicks().map(({ data }) => (data as { text?: string }).text)).toEqual(['Plain words', undefined]);
  const { dropped } = (await page.evaluate('trodden.diagnose().delivery')) as { dropped: Record<string, number> };
  expect(Object.values(dropped)).toEqual([1]);
});

it('masks from the first click on, before anything else of the settings is there', async () => {
  config = { mask: '.secret' };
  await learn();
  collector.clear();
  await page.goto(site.origin, { waitUntil: 'commit' });
  await page.click('.secret');
  await page.click('#plain');
  await page.waitForFunction(`window.trodden?.diagnose?.().parts.rest === 'ready'`);
  await page.evaluate('trodden.flush()');
  await until(() => clicks().length === 2);
  expect(clicks().map(({ data }) => (data as { text?: string }).text)).toEqual([undefined, 'Plain words']);
});

it('records by the share that the settings name, on the very page that learns of it', async () => {
  config = { replay: 1 };
  await open();
  expect(await parts()).not.toHaveProperty('replay');
  await page.evaluate('trodden.flush()');
  await page.waitForFunction(`trodden.diagnose().parts.replay === 'ready'`);
});

it('never records a page that says off, and forgets what is set no more', async () => {
  attributes = 'data-replay="off"';
  config = { replay: 1 };
  await learn();
  await open();
  expect(await parts()).not.toHaveProperty('replay');
  attributes = '';
  config = {};
  await learn();
  await page.waitForFunction(`localStorage.getItem('trodden1.pk_test.config') === '{}'`);
  collector.clear();
  await open();
  expect(await parts()).not.toHaveProperty('replay');
});

it('goes on without a selector that is none', async () => {
  config = { ignore: '((', mask: '.secret' };
  await learn();
  collector.clear();
  await open();
  await page.click('#noisy');
  await page.evaluate('trodden.flush()');
  await until(() => clicks().length === 1);
  expect(clicks()).toHaveLength(1);
});
