import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LOOKS, openPage, overflow, seriousFindings, startBrowser } from './browser.ts';
import type { TestServer } from './server.ts';
import { SECRET_KEY, startServer } from './server.ts';

const [WIDE] = LOOKS;
const EVENTS = 20_000;
/** Where to leave pictures; nowhere without it. */
const PICTURES = process.env.SQL_PICTURES;

let server: TestServer;
let browser: Browser;
let signedIn: NonNullable<BrowserContextOptions['storageState']>;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({ sampleEvents: EVENTS }), startBrowser()]);
  const { page, context } = await openPage(browser, WIDE);
  await page.goto(server.link);
  await page.getByRole('heading', { name: 'Overview', exact: true }).waitFor();
  signedIn = await context.storageState();
  await context.close();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Reads little and takes for ever. */
const SLOW =
  'SELECT count() FROM numbers(20000) a, numbers(20000) b, numbers(1000) c WHERE sipHash64(a.number, b.number, c.number) = 7';

const open = async (page: Page, query?: string) => {
  await page.goto(`${server.url}/sql${query === undefined ? '' : `?${new URLSearchParams({ q: query })}`}`);
  await page.getByText('At most 10,000 rows').waitFor();
};

const run = (page: Page) => page.locator('#sql-text').press('Control+Enter');

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  await mkdir(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
}

/** What reaches beyond the right edge, and is not cut off by something that ends before. */
const tooWide = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('main *')]
      .filter((each) => each.getBoundingClientRect().right > innerWidth && each.closest('.panel') === null)
      .map((each) => `${each.tagName} ${each.className}`),
  );

test.each(LOOKS)('a query runs, is drawn and told ($width px, $colorScheme)', async (look) => {
  const { page, context, complaints } = await openPage(browser, look, { storageState: signedIn, bypassCSP: true });
  await open(page);
  await run(page);
  await page.locator('.sql-chart path.line').first().waitFor();
  expect(await page.locator('.sql-rows thead th').allInnerTexts()).toEqual([
    expect.stringContaining('day'),
    expect.stringContaining('page_views'),
    expect.stringContaining('people'),
  ]);
  await picture(page, `sql-${look.width}-${look.colorScheme}`);
  expect(await tooWide(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  expect(complaints).toEqual([]);
  expect(await seriousFindings(page)).toEqual([]);
  await context.close();
});

test('the rows are those of the API, parameters have fields, and the address holds the query', async () => {
  const { page, context } = await openPage(browser, WIDE, { storageState: signedIn });
  const query = 'SELECT count() AS n FROM events WHERE event_type = {type:String}';
  await open(page, query);
  await page.getByLabel('type String').fill('$page-view');
  await page.keyboard.press('Enter');
  const cell = page.locator('.sql-rows td').first();
  await cell.waitFor();
  const answer = await fetch(`${server.url}/api/query`, {
    method: 'POST',
    headers: { authorization: `Bearer ${SECRET_KEY}` },
    body: JSON.stringify({ query, params: { type: '$page-view' } }),
  });
  const { rows } = (await answer.json()) as { rows: number[][] };
  expect(Number((await cell.innerText()).replaceAll(',', ''))).toBe(rows[0]?.[0]);
  expect(rows[0]?.[0]).toBeGreaterThan(1_000);
  expect(new URL(page.url()).searchParams.get('q')).toBe(query);
  await context.close();
});

test('Tab indents, Escape lets go, a refusal is told in words, and Stop stops', async () => {
  const { page, context } = await openPage(browser, WIDE, { storageState: signedIn });
  await open(page, 'SELECT hostName()');
  const text = page.locator('#sql-text');
  await text.press('Home');
  await text.press('Tab');
  expect(await text.inputValue()).toBe('  SELECT hostName()');
  await run(page);
  await page.getByRole('alert').getByText('The function hostName is not possible here.').waitFor();
  await picture(page, 'sql-refused');
  await text.press('Escape');
  await text.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.id)).not.toBe('sql-text');

  await text.fill(SLOW);
  await run(page);
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByText('Stopped.').waitFor();
  await text.fill('SELECT 42 AS answer');
  await run(page);
  await page.locator('.sql-rows td', { hasText: '42' }).waitFor();
  await context.close();
});

test('a query is saved, opened and forgotten', async () => {
  const { page, context } = await openPage(browser, WIDE, { storageState: signedIn });
  await open(page, 'SELECT 7 AS seven');
  await page.getByLabel('Name for this query').fill('Seven');
  await page.keyboard.press('Enter');
  await open(page);
  await page.getByRole('button', { name: 'Seven', exact: true }).click();
  expect(await page.locator('#sql-text').inputValue()).toBe('SELECT 7 AS seven');
  await page.getByRole('button', { name: 'Forget Seven' }).click();
  await open(page);
  expect(await page.getByRole('button', { name: 'Seven', exact: true }).count()).toBe(0);
  await context.close();
});

test('the numbers are those of the overview', async () => {
  const headers = { authorization: `Bearer ${SECRET_KEY}` };
  const dayMs = 86_400_000;
  const to = Math.floor(Date.now() / dayMs) * dayMs;
  const from = to - 20 * dayMs;
  const range = new URLSearchParams({ from: String(from), to: String(to), tz: 'UTC', include_anonymous: 'true' });
  const overview = await (await fetch(`${server.url}/api/overview?${range}`, { headers })).json();
  const query = "SELECT countIf(event_type = '$page-view'), countIf(event_type = '$click') FROM events";
  const body = JSON.stringify({ query, from, to });
  const { rows } = await (await fetch(`${server.url}/api/query`, { method: 'POST', headers, body })).json();
  expect(rows).toEqual([[overview.page_views, overview.clicks]]);
  expect(overview.page_views).toBeGreaterThan(1_000);
});
