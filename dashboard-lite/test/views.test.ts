import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OverviewAnswer, PeopleAnswer, QueryAnswer, ReplayItem } from '../../ingest/src/contract/index.ts';
import { LOOKS, openPage, overflow, seriousFindings, settled, startBrowser } from './browser.ts';
import { type PlaceToSee, placesToSee } from './places.ts';
import { recordVisit } from './recorded.ts';
import { SECRET_KEY, startServer, type TestServer } from './server.ts';

const [WIDE, , NARROW] = LOOKS;
const EVENTS = 20_000;
/** The page, its script and styles: everything before the first view is drawn. */
const INITIAL_BUDGET_BYTES = 61_440;
/** Where to leave pictures; nowhere without it. */
const PICTURES = process.env.DASHBOARD_PICTURES;

let server: TestServer;
let browser: Browser;
let signedIn: NonNullable<BrowserContextOptions['storageState']>;
let recorded: ReplayItem;
let places: readonly PlaceToSee[];

const headers = { authorization: `Bearer ${SECRET_KEY}` };

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({ sampleEvents: EVENTS }), startBrowser()]);
  const { page, context } = await openPage(browser, WIDE);
  await page.goto(server.link);
  await page.getByRole('heading', { name: 'Overview', exact: true }).waitFor();
  signedIn = await context.storageState();
  await context.close();
  recorded = await recordVisit(browser, server);
  const { people } = (await (await fetch(`${server.url}/api/people?kind=user`, { headers })).json()) as PeopleAnswer;
  places = placesToSee(recorded.session_replay_id, people[0]?.id ?? '');
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  await mkdir(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

/** In all sizes and colours, one after the other: nothing of a look is decided anywhere but in the style sheet. */
async function expectFitting(page: Page, name: string): Promise<void> {
  for (const { width, height, colorScheme } of LOOKS) {
    await page.setViewportSize({ width, height });
    // Colours on their way from one to the other are neither.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await picture(page, `${name}-${width}-${colorScheme}`);
    const where = `${name} at ${width} px, ${colorScheme}`;
    expect(await overflow(page), where).toBe(0);
    expect(await seriousFindings(page), where).toEqual([]);
  }
  await page.setViewportSize(WIDE);
}

test('every view is there, fits, and keeps nobody out', async () => {
  const { page, context, complaints } = await openPage(browser, WIDE, { storageState: signedIn, bypassCSP: true });
  for (const { name, address, ready } of places) {
    await page.goto(server.url + address);
    await page.locator(ready).first().waitFor();
    await settled(page);
    await expectFitting(page, name);
    // What the player refuses to a recording is told there.
    if (name !== 'replay') expect(complaints, name).toEqual([]);
    complaints.length = 0;
  }
  await context.close();
  const stranger = await openPage(browser, WIDE, { bypassCSP: true });
  await stranger.page.goto(server.url);
  await stranger.page.getByLabel('Or use a secret key').waitFor();
  await expectFitting(stranger.page, 'sign-in');
  expect(stranger.complaints).toEqual([]);
  await stranger.context.close();
}, 120_000);

/** Walks with Tab alone, and answers what it never came to. Of radio buttons and their like the group is one stop. */
async function unreached(page: Page): Promise<string[]> {
  const stops = await page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary')];
    const stops = all.filter(
      (each) => each.checkVisibility({ visibilityProperty: true }) && !each.matches(':disabled'),
    );
    for (const [at, each] of stops.entries()) each.dataset.stop = String(at);
    (document.activeElement as HTMLElement | null)?.blur();
    return stops.length;
  });
  for (let press = 0; press < stops + 5; press++) {
    await page.keyboard.press('Tab');
    await page.evaluate(() => {
      const here = document.activeElement as HTMLInputElement | null;
      if (here?.type === 'radio') for (const one of document.getElementsByName(here.name)) delete one.dataset.stop;
      else delete here?.dataset.stop;
    });
  }
  return page.evaluate(() => [...document.querySelectorAll('[data-stop]')].map((each) => each.outerHTML));
}

test('the Tab key alone reaches every control of every view', async () => {
  const { page, context } = await openPage(browser, WIDE, { storageState: signedIn });
  for (const { name, address, ready } of places) {
    // The list grows while one walks in it, and SQL has a test of its own: its editor takes Tab.
    if (name === 'live' || name === 'sql' || name === 'replay') continue;
    await page.goto(server.url + address);
    await page.locator(ready).first().waitFor();
    await settled(page);
    expect(await unreached(page), name).toEqual([]);
  }
  await context.close();
});

test('on a phone the keyboard opens and closes what the bar has no room for', async () => {
  const { page, context } = await openPage(browser, NARROW, { storageState: signedIn });
  await page.goto(`${server.url}/overview`);
  const more = page.getByRole('button', { name: 'More', exact: true });
  await more.focus();
  await page.keyboard.press('Enter');
  const settings = page.getByRole('link', { name: 'Settings', exact: true });
  await settings.waitFor();
  await page.keyboard.press('Escape');
  await settings.waitFor({ state: 'hidden' });
  expect(await more.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  await settings.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Settings', exact: true }).waitFor();
  await settings.waitFor({ state: 'hidden' });
  const bar = await page.locator('nav > a, nav > button').evaluateAll((all) => all.map((each) => each.clientWidth));
  expect(Math.min(...bar.filter((width) => width > 0))).toBeGreaterThanOrEqual(44);
  await context.close();
});

test('the numbers of the page are those of the API and of a count over the events', async () => {
  const { page, context } = await openPage(browser, WIDE, { storageState: signedIn });
  const [request] = await Promise.all([
    page.waitForRequest(/\/api\/overview/),
    page.goto(`${server.url}/overview?range=30d&filter=device%3Ais%3Adesktop`),
  ]);
  await page.locator('.overview:not(.stale) .card .sparkline').first().waitFor();
  const shown = (await page.locator('.card .number').allInnerTexts()).map((text) => Number(text.replaceAll(',', '')));
  const answer = (await (await fetch(request.url(), { headers })).json()) as OverviewAnswer;
  const asked = new URL(request.url()).searchParams;
  const query = `SELECT uniqExact(visitor_id), countIf(event_type = '$page-view'), countIf(event_type = '$click'),
      uniqExactIf(user_id, user_id != '' AND NOT is_anonymous)
    FROM events WHERE device = 'desktop'`;
  const counted = await fetch(`${server.url}/api/query`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query, from: Number(asked.get('from')), to: Number(asked.get('to')) }),
  });
  const { rows } = (await counted.json()) as QueryAnswer;
  expect(shown.slice(0, 4)).toEqual(rows[0]);
  expect(shown.slice(0, 3)).toEqual([answer.visitors, answer.page_views, answer.clicks]);
  expect(answer.page_views).toBeGreaterThan(500);
  await context.close();
});

test('what the first view needs is small, and nothing else comes with it', async () => {
  const { page, context } = await openPage(browser, WIDE, { storageState: signedIn });
  const loaded: string[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (!pathname.startsWith('/api/')) loaded.push(pathname);
  });
  await page.goto(`${server.url}/overview`);
  await page.locator('.card .sparkline').first().waitFor();
  const dir = 'ingest/dist/dashboard';
  expect(await readdir(join(dir, 'assets'))).not.toHaveLength(loaded.length);
  const sizes = await Promise.all(
    loaded
      .filter((path) => /\.(js|css)$/.test(path))
      .map(async (path) => gzipSync(await readFile(join(dir, path)), { level: 9 }).length),
  );
  expect(sizes).toHaveLength(2);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(INITIAL_BUDGET_BYTES);
  await context.close();
});

test('a recording is deleted after a question', async () => {
  const { page, context } = await openPage(browser, WIDE, { storageState: signedIn });
  await page.goto(`${server.url}/replays/${recorded.session_replay_id}`);
  await page.getByRole('button', { name: 'Delete…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Leave it' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Delete…' }).click();
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('heading', { name: 'Replays', exact: true }).waitFor();
  expect((await fetch(`${server.url}/api/replays/${recorded.session_replay_id}`, { headers })).status).toBe(404);
  await context.close();
});
