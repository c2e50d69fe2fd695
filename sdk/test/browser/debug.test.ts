import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Collector } from './collector.ts';
import { startCollector } from './collector.ts';
import type { Site } from './harness.ts';
import { openBrowser, startSite, until } from './harness.ts';

let collector: Collector;
let site: Site;
let browser: Browser;
let page: Page;
let attributes = '';
/** What the console shows of us. */
let said: string[];
let asked: string[];

beforeAll(async () => {
  collector = await startCollector();
  site = await startSite(
    (path) => `<!doctype html><html><head><title>t</title>
      ${path.startsWith('/strict') ? `<meta http-equiv="Content-Security-Policy" content="connect-src 'self'">` : ''}
      <script async src="/t.js" data-key="pk_test" data-host="${collector.origin}" ${attributes}></script></head><body>x</body></html>`,
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
  attributes = 'data-debug';
  said = [];
  asked = [];
  const context = await browser.newContext();
  page = await context.newPage();
  page.on('console', (message) => message.text().includes('trodden') && said.push(message.text()));
  page.on('request', (request) => asked.push(request.url()));
  return () => context.close();
});
const open = async (path = '/') => {
  await page.goto(site.origin + path);
  await page.waitForFunction(`typeof trodden.diagnose === 'function'`);
};
const says = async (words: RegExp, timeoutMs = 15_000) => {
  await until(() => said.some((line) => words.test(line)), timeoutMs);
  expect(said.join('\n')).toMatch(words);
};

it('tells what is recorded and why it may, each event, and what became of them', async () => {
  await open();
  await says(
    /\[trodden\] recording for pk_test, sent to http:\S+\/v1\/events\. Consent is granted: this site assumes it \(option consent: granted\)\./,
  );
  await says(/Click text is masked\. The hash is never told\. Ids are kept in localStorage\./);
  await page.evaluate(`trodden.track('paid', { price: 489 })`);
  await says(/\[trodden\] paid .*price: 489/);
  await says(/\[trodden\] 2 made, 2 stored by the server, 0 waiting, 0 refused/);
  await page.evaluate('trodden.stop()');
  await says(/\[trodden\] stopped/);
});

it('tells why nothing is recorded', async () => {
  await page.addInitScript(`Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })`);
  await open();
  await says(
    /records nothing, since consent is denied: this browser asks for it \(Global Privacy Control\)\. optIn\(\) begins\./,
  );
  await page.evaluate('trodden.optIn()');
  await says(/recording for pk_test.*the visitor decided so here before \(optIn\)/);
  await page.evaluate('trodden.optOut()');
  await page.reload();
  await says(/records nothing.*the visitor decided so here before \(optOut\)/);
});

it('tells what the server has against this page, in the server’s own words', async () => {
  collector.mood = () => ({
    status: 403,
    body: JSON.stringify({ error: { code: 'ORIGIN_NOT_ALLOWED', message: 'Not from here.', hint: 'Add the origin.' } }),
  });
  await open();
  await says(/nothing gets through: refused with ORIGIN_NOT_ALLOWED: Not from here\. Add the origin\./, 20_000);
});

it('tells of another server, and of one that does not answer', async () => {
  collector.mood = () => 'portal';
  await open();
  await says(/answered 200, and not as a Trodden server does/, 20_000);
  said = [];
  collector.mood = () => 'refuse';
  await open();
  await says(/nobody could be reached at http:\S+\/v1\/events: a content blocker/, 20_000);
});

it('tells which rule of the page blocks it', async () => {
  await open('/strict');
  await says(/Content-Security-Policy blocks http:\S+ \(connect-src\)/, 20_000);
});

it('without it the console stays empty, and nothing of it is loaded', async () => {
  attributes = '';
  await open();
  await page.evaluate(`trodden.track('x'); trodden.flush()`);
  await until(() => asked.some((url) => url.includes('/t/extras')), 20_000);
  expect(said).toEqual([]);
  expect(asked.filter((url) => url.includes('/t/explain'))).toEqual([]);
});
