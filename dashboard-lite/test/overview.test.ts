import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OverviewAnswer, PeopleAnswer } from '../../ingest/src/contract/index.ts';
import { LOOKS, openPage, overflow, startBrowser } from './browser.ts';
import type { TestServer } from './server.ts';
import { SECRET_KEY, startServer } from './server.ts';

const [WIDE] = LOOKS;
const EVENTS = 20_000;

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

const settled = async (page: Page) => {
  await page.locator('.overview:not(.stale) .card .sparkline').first().waitFor();
  await page.locator('.breakdown tbody tr').first().waitFor();
};

/** What the page itself asked for, asked again by its address. */
async function askedBy(page: Page, act: () => Promise<unknown>): Promise<OverviewAnswer> {
  const [request] = await Promise.all([page.waitForRequest(/\/api\/overview/), act()]);
  const answer = await fetch(request.url(), { headers: { authorization: `Bearer ${SECRET_KEY}` } });
  return (await answer.json()) as OverviewAnswer;
}

const numberIn = (text: string) => Number(text.replaceAll(',', ''));

test.each(LOOKS)('the page shows the numbers of the answer ($width px, $colorScheme)', async (look) => {
  const { page, context, complaints } = await openPage(browser, look, { storageState: signedIn });
  const answer = await askedBy(page, () => page.goto(`${server.url}/overview?range=30d`));
  await settled(page);
  const shown = (await page.locator('.card .number').allInnerTexts()).map(numberIn);
  const newUsers = answer.daily_users.reduce((sum, { activity }) => sum + activity, 0);
  expect(shown).toEqual([answer.visitors, answer.page_views, answer.clicks, answer.auth_overview.signed_in, newUsers]);
  expect(answer.page_views).toBeGreaterThan(1_000);
  const rows = page.locator('section', { has: page.getByRole('heading', { name: 'Pages' }) }).locator('tbody tr');
  expect(await rows.first().innerText()).toContain(answer.top_pages[0]?.value);
  expect(numberIn(await rows.first().locator('td').first().innerText())).toBe(answer.top_pages[0]?.visitors);
  expect(await overflow(page)).toBe(0);
  expect(complaints).toEqual([]);
  await context.close();
});

test('a row narrows everything to it, a chip takes that back, and the address holds both', async () => {
  const { page, context } = await openPage(browser, WIDE, { storageState: signedIn });
  await page.goto(`${server.url}/overview?range=30d`);
  await settled(page);
  const all = numberIn(await page.locator('.card .number').first().innerText());
  const answer = await askedBy(page, () => page.getByRole('button', { name: 'Germany' }).click());
  await page.locator('.chips b', { hasText: 'Germany' }).waitFor();
  await expect
    .poll(async () => numberIn(await page.locator('.card .number').first().innerText()))
    .toBe(answer.visitors);
  expect(answer.visitors).toBeLessThan(all);
  expect(page.url()).toContain('filter=country%3Ais%3ADE');
  await page.reload();
  await settled(page);
  expect(numberIn(await page.locator('.card .number').first().innerText())).toBe(answer.visitors);
  await page.getByRole('button', { name: 'Remove country is Germany' }).click();
  await expect.poll(async () => numberIn(await page.locator('.card .number').first().innerText())).toBe(all);
  await context.close();
});

test('two dates of one’s own, another number in the chart, and a pattern typed by hand', async () => {
  const { page, context } = await openPage(browser, WIDE, { storageState: signedIn });
  await page.goto(`${server.url}/overview`);
  await settled(page);
  await page.getByText('Dates', { exact: true }).click();
  const today = new Date();
  const ago = (days: number) => new Date(today.getTime() - days * 86_400_000).toISOString().slice(0, 10);
  await page.getByRole('textbox', { name: 'From' }).fill(ago(10));
  await page.getByRole('textbox', { name: 'To' }).fill(ago(4));
  const answer = await askedBy(page, () => page.getByRole('button', { name: 'Show', exact: true }).click());
  expect(answer.daily_page_views.map(({ date }) => date)).toHaveLength(7);
  await page.getByRole('radio', { name: /^Clicks/ }).focus();
  await page.keyboard.press('Space');
  await page.locator('.chart.click').waitFor();
  await page.getByText('Filter', { exact: true }).click();
  await page.getByLabel('Value').fill('/products/*');
  const products = await askedBy(page, () => page.getByRole('button', { name: 'Add', exact: true }).click());
  expect(products.top_pages.length).toBeGreaterThan(1);
  expect(products.top_pages.every(({ value }) => value.startsWith('/products/'))).toBe(true);
  await context.close();
});

test('a number that was frozen by a refusal on the way goes, and counts again by itself', async () => {
  const { page, context } = await openPage(browser, WIDE, { storageState: signedIn });
  const crowd = { online_live: 4_000_000, pages: [], countries: [] };
  const answers = [
    { contentType: 'text/event-stream', body: `retry: 500\ndata: ${JSON.stringify(crowd)}\n\n` },
    { status: 502, body: 'Bad gateway' },
  ];
  await page.route('**/api/live/stream*', (route) => {
    const answer = answers.shift();
    return answer ? route.fulfill(answer) : route.continue();
  });
  await page.goto(`${server.url}/overview`);
  const count = page.locator('.live-count');
  await count.filter({ hasText: '4,000,000 people here' }).waitFor();
  await count.filter({ hasText: 'Looking who is there' }).waitFor();
  await count.filter({ hasText: /^\d{1,3} (person|people) here/ }).waitFor();
  await context.close();
});

test('a table is saved whole, and safe to open', async () => {
  const { page, context } = await openPage(browser, WIDE, { storageState: signedIn });
  const answer = await askedBy(page, () => page.goto(`${server.url}/overview?range=30d`));
  await settled(page);
  const panel = page.locator('section', { has: page.getByRole('heading', { name: 'Pages' }) });
  await panel.locator('.menu summary').click();
  const [download] = await Promise.all([page.waitForEvent('download'), panel.getByText('CSV').click()]);
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
  expect(lines[0]).toBe('Page,Visitors,Views');
  expect(lines).toHaveLength(answer.top_pages.length + 1);
  await context.close();
});

test('people: found by a part of their id, followed through time, exported, erased with proof', async () => {
  const { page, context, complaints } = await openPage(browser, WIDE, { storageState: signedIn });
  const listed = await fetch(`${server.url}/api/people?kind=user`, {
    headers: { authorization: `Bearer ${SECRET_KEY}` },
  });
  const { people } = (await listed.json()) as PeopleAnswer;
  // Somebody whose whole timeline stands on one page.
  const id = people.toSorted((one, other) => one.events - other.events)[0]?.id ?? '';
  await page.goto(`${server.url}/people`);
  await page.getByRole('searchbox').fill(id);
  await expect.poll(() => page.locator('a.person').count()).toBeGreaterThan(0);
  await page.locator('a.person', { hasText: id }).first().click();
  const heading = page.getByRole('heading', { name: id });
  await heading.waitFor();
  // Whoever listens is told that this is another page.
  await expect.poll(() => heading.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.locator('.event').first().waitFor();
  const shown = await page.locator('.event').count();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByText('Export everything').click()]);
  // With what they did before they signed in, which the timeline shows as well.
  const exported = (await readFile(await download.path(), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).table);
  expect(exported.filter((table) => table === 'events')).toHaveLength(shown);
  await page.getByRole('button', { name: 'Erase…' }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByRole('button', { name: 'Erase' }).isDisabled()).toBe(true);
  await dialog.getByRole('textbox').fill(id.slice(-6));
  await dialog.getByRole('button', { name: 'Erase' }).click();
  await dialog.getByText('0 derived numbers differ').waitFor({ timeout: 60_000 });
  const after = await dialog.locator('.proof td:last-child').allInnerTexts();
  expect(after.every((text) => text === '0')).toBe(true);
  expect(complaints).toEqual([]);
  await context.close();
});
