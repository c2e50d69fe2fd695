import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LOOKS, openPage, overflow, startBrowser } from '../../dashboard-lite/test/browser.ts';
import type { TestServer } from '../../dashboard-lite/test/server.ts';
import { startServer } from '../../dashboard-lite/test/server.ts';
import type { RecentEvent } from '../../ingest/src/contract/index.ts';

const PAGES = [
  '/',
  '/shop',
  '/products/kestrel-38',
  '/products/dusk-2',
  '/products/moor-mid',
  '/products/ember',
  '/products/tarn-mug',
  '/products/gale-shell',
  '/guides',
  '/guides/three-lakes',
  '/guides/north-ridge',
  '/guides/salt-coast',
  '/membership',
  '/account',
];
const [WIDE] = LOOKS;
/** The SDK's longest wait for a fuller batch, and the server's half second from spool to store. */
const SOON = { timeout: 20_000 };

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** The events of one page, oldest first, once as many as expected have come. */
async function eventsAt(path: string, type: string, count: number): Promise<RecentEvent[]> {
  const read = async () =>
    (await server.events()).filter((event) => event.path === path && event.event_type === type).reverse();
  await expect.poll(async () => (await read()).length, SOON).toBe(count);
  return read();
}

test.each(LOOKS)('every page stands on its own ($width px, $colorScheme)', async (look) => {
  const { page, context, complaints } = await openPage(browser, look);
  for (const path of PAGES) {
    await page.goto(`${server.demoUrl}${path}`, { waitUntil: 'load' });
    expect(await page.locator('h1:visible').count(), path).toBe(1);
    expect(await overflow(page), path).toBe(0);
    expect(await page.content(), path).not.toContain('{{');
  }
  expect(complaints).toEqual([]);
  await context.close();
});

test('guides change without loading a page, back included, and each is one page view', async () => {
  const { page, context } = await openPage(browser, WIDE);
  await page.goto(`${server.demoUrl}/guides?utm_source=test-guides`);
  await page.evaluate(() => Object.assign(window, { stillHere: true }));
  await page.getByRole('link', { name: 'The north ridge in one day' }).click();
  await page.getByRole('heading', { level: 1, name: 'The north ridge in one day' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/guides/north-ridge');
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: 'Trail guides' }).waitFor();
  expect(await page.evaluate(() => 'stillHere' in window)).toBe(true);
  const visitor = async () => {
    const all = await server.events();
    const own = all.find((event) => event.url.includes('test-guides'));
    return all.filter((event) => event.visitor_id === own?.visitor_id && event.event_type === '$page-view').reverse();
  };
  await expect.poll(async () => (await visitor()).length, SOON).toBe(3);
  expect((await visitor()).map((event) => [event.path, event.data.entry_type])).toEqual([
    ['/guides', 'initial'],
    ['/guides/north-ridge', 'push'],
    ['/guides', 'pop'],
  ]);
  await context.close();
});

test('a sign-in, a guest and a sign-out are told', async () => {
  const { page, context } = await openPage(browser, WIDE);
  await page.goto(`${server.demoUrl}/account`);
  await page.getByText('Chidi Okafor').click();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Hello, Chidi' }).waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Go on as a guest' }).click();
  await page.getByRole('heading', { name: 'Hello, guest' }).waitFor();
  await page.goto(`${server.demoUrl}/guides/salt-coast`);
  const mine = async () => {
    const all = await server.events();
    const chidi = all.find((event) => event.user_id === 'chidi@fernweh.example');
    return all.filter((event) => event.visitor_id === chidi?.visitor_id);
  };
  await expect
    .poll(async () => (await mine()).some((event) => event.is_anonymous && event.path === '/guides/salt-coast'), SOON)
    .toBe(true);
  const events = await mine();
  expect(events.find((event) => event.user_id === 'chidi@fernweh.example')).toMatchObject({
    auth_state: 'signed-in',
    is_anonymous: false,
    team_id: 'alpine-club',
  });
  expect(events.some((event) => event.auth_state === 'signed-out' && event.user_id === null)).toBe(true);
  await context.close();
});

test('the table sorts, the widget weighs, the dead button is only clicked', async () => {
  const { page, context } = await openPage(browser, WIDE);
  await page.goto(`${server.demoUrl}/shop`);
  await page.getByRole('button', { name: 'Weight' }).click();
  expect(await page.locator('tbody th').first().innerText()).toBe('Tarn mug');
  await page.getByRole('button', { name: 'Weight' }).click();
  expect(await page.locator('tbody th').first().innerText()).toBe('Dusk 2 tent');
  await page.getByText('Camp', { exact: true }).click();
  expect(await page.locator('.card:visible').count()).toBe(3);

  await page.goto(`${server.demoUrl}/`);
  await page.getByRole('button', { name: 'Winter' }).click();
  expect(await page.locator('packing-scale output').innerText()).toBe('7.0 kg');
  await page.getByRole('button', { name: 'Watch the packing film' }).click();
  const clicks = await eventsAt('/', '$click', 2);
  expect(clicks.map((event) => event.data.tag_name)).toEqual(['button', 'button']);
  await context.close();
});
