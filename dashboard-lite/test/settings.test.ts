import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { batchOf } from '../../ingest/test/server/batch.ts';
import { LOOKS, openPage, startBrowser } from './browser.ts';
import { SECRET_KEY, startServer, type TestServer } from './server.ts';

const [WIDE] = LOOKS;
/** It is two seconds on a machine that has time (`dashboard-lite/bench`); here others work beside it. */
const SOON = { timeout: 20_000 };

let server: TestServer;
let browser: Browser;
let signedIn: NonNullable<BrowserContextOptions['storageState']>;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
  const { page, context } = await openPage(browser, WIDE);
  await page.goto(server.link);
  await page.getByRole('heading', { name: 'Overview', exact: true }).waitFor();
  signedIn = await context.storageState();
  await context.close();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const headers = { authorization: `Bearer ${SECRET_KEY}` };
const facts = async (id: string) => (await fetch(`${server.url}/api/projects/${id}`, { headers })).json();

test('a new project shows its snippet, and its first event as soon as it is there', async () => {
  const { page, context, complaints } = await openPage(browser, WIDE, { storageState: signedIn });
  await page.goto(server.url);
  await page.getByRole('combobox', { name: /^Project/ }).selectOption('New project…');
  await page.getByLabel('Name').fill('Corner shop');
  await page.getByRole('button', { name: 'Make it' }).click();
  const secret = (await page.locator('.code code').first().textContent()) ?? '';
  expect(secret).toMatch(/^sk_/);
  await page.getByRole('link', { name: 'Put the snippet on a page' }).click();
  await page.getByText('Waiting for the first event…').waitFor();
  expect(new URL(page.url()).searchParams.get('project')).toBe('corner-shop');
  const snippet = (await page.locator('.code code').first().textContent()) ?? '';

  const site = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><html lang="en"><head><title>Corner</title>${snippet}</head><body>Shop</body></html>`);
  }).listen(0, '127.0.0.1');
  const visitor = await openPage(browser, WIDE);
  const taken = visitor.page.waitForResponse((response) => response.url().includes('/v1/events'));
  await visitor.page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
  expect((await taken).status()).toBe(200);
  await page.getByText('Got it.').waitFor(SOON);

  for (const way of ['React', 'Next.js', 'Vue', 'Tag manager', 'npm']) {
    await page.getByText(way, { exact: true }).click();
    const key = /pk_\w+/.exec(snippet)?.[0] ?? '';
    await page.locator('.code code', { hasText: key }).first().waitFor();
  }
  // The other project has seen nothing of it.
  await page.getByRole('combobox', { name: /^Project/ }).selectOption('Default');
  await page.getByText('Nobody has walked here yet').waitFor();
  expect(page.url()).toContain('project=default');
  expect([...complaints, ...visitor.complaints]).toEqual([]);
  await visitor.context.close();
  await context.close();
  site.closeAllConnections();
  site.close();
});

test('settings are saved, checked before they are, and hold for their project alone', async () => {
  const { page, context, complaints } = await openPage(browser, WIDE, { storageState: signedIn });
  await page.goto(`${server.url}/settings?project=corner-shop`);
  await page.getByLabel('Name').fill('Corner & sons');
  await page.getByLabel('Origins that may send events').fill('https://shop.example/some/page\n');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  await page.locator('.project option:checked', { hasText: 'Corner & sons' }).waitFor({ state: 'attached' });
  expect(await facts('corner-shop')).toMatchObject({ name: 'Corner & sons', origins: ['https://shop.example'] });
  await page.getByLabel('Origins that may send events').fill('no origin');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('alert').getByText('origins.0').waitFor();

  await page.getByText('Recording', { exact: true }).click();
  await page.getByLabel('Sessions to record, in percent').fill('25');
  await page.getByLabel('Mask also').fill('.account\n((');
  await page.getByRole('button', { name: 'Save' }).first().click();
  await page.getByRole('alert').getByText('is no CSS selector').waitFor();
  await page.getByLabel('Mask also').fill('.account\n[data-private]');
  await page.getByRole('button', { name: 'Save' }).first().click();
  await page.getByText('Browsers learn of it with their next batch.').waitFor();
  await page.getByLabel('Recordings, in days').fill('30');
  await page.getByRole('button', { name: 'Save' }).nth(1).click();
  await page.getByText('Saved.', { exact: true }).waitFor();
  await page.getByLabel('Events, in days').fill('30');
  expect(await page.getByLabel('Events, in days').evaluate((field: HTMLInputElement) => field.validity.valid)).toBe(
    false,
  );
  await page.getByLabel('Events, in days').fill('400');
  await page.getByRole('button', { name: 'Save' }).nth(1).click();
  await expect.poll(async () => (await facts('corner-shop')).retention).toEqual({ events_days: 400, replay_days: 30 });
  await page.getByLabel('Events, in days').fill('');
  await page.getByRole('button', { name: 'Save' }).nth(1).click();
  await expect.poll(async () => (await facts('corner-shop')).retention).toEqual({ events_days: null, replay_days: 30 });
  expect(await facts('corner-shop')).toMatchObject({
    sdk: { replay: 0.25, mask: '.account, [data-private]' },
    retention: { replay_days: 30 },
  });
  await page.reload();
  expect(await page.getByLabel('Mask also').inputValue()).toBe('.account\n[data-private]');

  await page.getByText('Pages', { exact: true }).click();
  await page.getByLabel('Patterns').fill('/blog/:slug');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();

  await page.getByText('Server', { exact: true }).click();
  await page.getByText('built in, ClickHouse').waitFor();
  expect(await facts('default')).toMatchObject({ name: 'Default', origins: [], sdk: {} });
  expect(complaints).toEqual(['Failed to load resource: the server responded with a status of 400 (Bad Request)']);
  await context.close();
});

test('keys are made beside the old ones, which end after a question', async () => {
  const { page, context } = await openPage(browser, WIDE, { storageState: signedIn });
  await page.goto(`${server.url}/settings?part=keys&project=corner-shop`);
  const before = (await facts('corner-shop')).public_keys;
  await page.getByRole('button', { name: 'Make a new public key' }).click();
  await page.getByText('The old one, which still works').waitFor();
  await page.getByRole('button', { name: 'End the old key…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End it' }).click();
  await page.getByRole('button', { name: 'Make a new public key' }).waitFor();
  const after = (await facts('corner-shop')).public_keys;
  expect(after).toHaveLength(1);
  expect(after).not.toEqual(before);
  await page.getByRole('button', { name: 'Make a new secret key' }).click();
  await page.getByText('It is shown now and never again.').waitFor();
  expect(await page.locator('section', { hasText: 'Secret key' }).locator('.code code').last().textContent()).toMatch(
    /^sk_/,
  );
  await context.close();
});

test('limits are saved, and what is beyond them is told where the numbers are', async () => {
  const { page, context } = await openPage(browser, WIDE, { storageState: signedIn });
  await page.goto(`${server.url}/settings?part=limits&project=corner-shop`);
  await page.getByLabel('Different pages a day').fill('1');
  await page.getByLabel('Events a day').fill('20');
  await page.getByRole('button', { name: 'Save' }).first().click();
  await page.getByText('Saved.').waitFor();
  expect((await facts('corner-shop')).limits).toMatchObject({ paths: 1, events_per_day: 20 });

  const [key] = (await facts('corner-shop')).public_keys;
  const visit = async (path: string, events: number, agent = 'Mozilla/5.0 Chrome/140') => {
    const batch = batchOf(key, events, { pages: [] });
    batch.pages = batch.events.map(({ page_view_id }) => ({ page_view_id, url: `https://shop.example${path}` }));
    const headers = { origin: 'https://shop.example', 'user-agent': agent };
    return (await fetch(`${server.url}/v1/events`, { method: 'POST', headers, body: JSON.stringify(batch) })).status;
  };
  expect(await visit('/one', 1)).toBe(200);
  expect(await visit('/two', 3)).toBe(200);
  expect(await visit('/one', 2, 'Googlebot/2.1 (+http://www.google.com/bot.html)')).toBe(200);
  expect(await visit('/one', 30)).toBe(429);

  await page.goto(`${server.url}/overview?project=corner-shop`);
  const notice = page.getByRole('complementary', { name: 'Limits reached today' });
  await notice.getByText('Today’s quota of 20 events is reached').waitFor();
  expect(await notice.innerText()).toMatch(
    /More than 1 different pages today\.\s+\d+ events of further pages are counted/,
  );
  await page.getByText(/events of today came from machines; counted, and marked/).waitFor();
  await notice.getByRole('link', { name: 'Limits' }).click();
  await page.getByText(/events of today came from machines/).click();
  await page.locator('.delivery dl > div', { hasText: 'google' }).getByText('2', { exact: true }).waitFor();
  await page.getByLabel('Events of crawlers and headless browsers').selectOption('Refuse');
  await page.getByRole('button', { name: 'Save' }).nth(1).click();
  await page.getByText(/events of today came from machines; refused/).waitFor();
  expect(await facts('corner-shop')).toMatchObject({ bots: 'drop' });
  await context.close();
});

test('a viewer sees everything but what is the owner’s', async () => {
  const { page, context } = await openPage(browser, WIDE, { storageState: signedIn });
  await page.goto(`${server.url}/settings?part=viewers&project=corner-shop`);
  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = (await page.locator('.code code').textContent()) ?? '';
  const viewer = await openPage(browser, WIDE);
  await viewer.page.goto(link);
  await viewer.page.getByRole('heading', { name: 'Overview', exact: true }).waitFor();
  expect(viewer.page.url()).not.toContain('code');
  const names = await viewer.page.locator('nav a:visible').allInnerTexts();
  expect(names.map((name) => name.trim())).toEqual(['Overview', 'Live', 'Clickmaps', 'Replays', 'People']);
  for (const address of ['/settings', '/install', '/sql']) {
    await viewer.page.goto(server.url + address);
    await viewer.page.getByText('This view is for whoever has the secret key').waitFor();
  }
  await viewer.page.goto(`${server.url}/overview?project=default`);
  await viewer.page.getByText('This project is not open to you').waitFor();
  await viewer.page.getByRole('link', { name: 'Corner & sons' }).click();
  await viewer.page.getByRole('heading', { name: 'Overview', exact: true }).waitFor();

  await page.getByRole('button', { name: 'End all links…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End them' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await viewer.page.reload();
  await viewer.page.getByLabel('Or use a secret key').waitFor();
  await viewer.context.close();
  await context.close();
});
