import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { goTo, LOOKS, openPage, overflow, startBrowser } from './browser.ts';
import type { TestServer } from './server.ts';
import { SECRET_KEY, startServer } from './server.ts';

const [WIDE] = LOOKS;
/** The SDK's longest wait for a fuller batch, the server's half second from spool to store, the page's two between polls. */
const SOON = { timeout: 20_000 };

let server: TestServer;
let browser: Browser;
/** The cookie that the printed link gave. */
let signedIn: NonNullable<BrowserContextOptions['storageState']>;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test('the printed link signs in, and nothing keeps its code', async () => {
  const { page, context, complaints } = await openPage(browser, WIDE);
  await page.goto(server.link);
  await page.getByRole('heading', { name: 'Overview', exact: true }).waitFor();
  expect(page.url()).not.toContain('code');
  await page.getByText('Nobody has walked here yet').waitFor();
  signedIn = await context.storageState();
  const [cookie] = signedIn.cookies;
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
  expect(complaints).toEqual([]);
  await context.close();
});

test('a used link and a wrong key are refused in words, the right key opens', async () => {
  const { page, context } = await openPage(browser, WIDE);
  await page.goto(server.link);
  await page.getByRole('alert').waitFor();
  expect(page.url()).not.toContain('code');
  await page.getByLabel('Or use a secret key').fill('sk_nobody-has-this-key');
  // The alert of the used link is still there, so it says nothing about the key.
  const refused = page.waitForResponse(
    (response) => response.url().endsWith('/api/session') && response.status() === 401,
  );
  await page.getByRole('button', { name: 'Sign in' }).click();
  await refused;
  await page.locator('button[type=submit]:enabled').waitFor();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Or use a secret key').fill(SECRET_KEY);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Overview', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'See where people really walk.' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'See where people really walk.' }).waitFor();
  expect(await context.cookies()).toEqual([]);
  await context.close();
});

test('the install page waits for the first event, and sees it', async () => {
  const { page, context, complaints } = await openPage(browser, WIDE, { storageState: signedIn });
  await page.goto(`${server.url}/install`);
  await page.getByText('Waiting for the first event…').waitFor();
  const snippet = await page.locator('.code code').first().textContent();
  const demo = await openPage(browser, WIDE);
  await demo.page.goto(server.demoUrl);
  await page.getByText('Got it.').waitFor(SOON);
  expect(await demo.page.content()).toContain(snippet?.replace('async ', 'async="" ').replace('></script>', ''));
  await page.getByText('npm', { exact: true }).click();
  expect(page.url()).toContain('with=npm');
  await page.getByText('npm install trodden').waitFor();
  expect([...complaints, ...demo.complaints]).toEqual([]);
  await demo.context.close();
  await context.close();
});

test.each(LOOKS)('a walk through the demo shop arrives ($width px, $colorScheme)', async (look) => {
  const { page, context, complaints } = await openPage(browser, look, { storageState: signedIn });
  await page.goto(`${server.url}/live`);
  await page.locator('.event').first().waitFor();
  const before = await page.locator('.event').count();

  const demo = await openPage(browser, look);
  await demo.page.goto(`${server.demoUrl}/products/ember`);
  await demo.page.getByRole('button', { name: 'Add to bag' }).first().click();
  await demo.page.getByRole('link', { name: 'Membership' }).first().click();
  await demo.page.getByRole('heading', { name: 'Membership' }).waitFor();

  const list = page.locator('.event');
  const fresh = async () => {
    const texts = await list.allInnerTexts();
    return texts.slice(0, texts.length - before).join('\n');
  };
  for (const part of [
    'Membership · Fernweh Outfitters',
    'Ember lantern · Fernweh Outfitters',
    'button “Add to bag”',
    'added to bag (item: ember',
    '/products/ember',
  ])
    await expect.poll(fresh, SOON).toContain(part);

  await list.first().locator('summary').click();
  await page.getByText('Segment', { exact: true }).waitFor();
  expect(await overflow(page)).toBe(0);

  for (const view of ['People', 'Install', 'Overview', 'Live']) {
    await goTo(page, view);
    await page.locator(`nav [aria-current="page"]:has-text("${view}")`).waitFor({ state: 'attached' });
    expect(await overflow(page), view).toBe(0);
  }
  expect([...complaints, ...demo.complaints]).toEqual([]);
  await demo.context.close();
  await context.close();
});

test('live shows one trail a visitor, with its steps', async () => {
  const { page, context } = await openPage(browser, WIDE, { storageState: signedIn });
  await page.goto(`${server.url}/live`);
  await page.locator('.trail').first().waitFor();
  // What pages tell as they close may still be on its way.
  await vi.waitFor(async () => {
    const events = await server.events();
    const visitors = new Set(events.map((event) => event.visitor_id)).size;
    expect(await page.locator('.trail').count()).toBe(visitors);
    expect(await page.locator('.crowd b').innerText()).toBe(`${visitors} visitors`);
    expect(await page.locator('.step').count()).toBe(events.length);
  }, SOON);
  await context.close();
});

test('the keyboard alone reaches everything, and the address holds the range', async () => {
  const { page, context } = await openPage(browser, WIDE, { storageState: signedIn });
  await page.goto(`${server.url}/overview?range=today`);
  await page.locator('.card .sparkline').first().waitFor();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
  await page.getByRole('radio', { name: 'Today' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  expect(page.url()).toContain('range=30d');
  await page.reload();
  expect(await page.getByRole('radio', { name: '30 days' }).isChecked()).toBe(true);
  await page.goto(`${server.url}/live`);
  await page.locator('.event summary').first().focus();
  await page.keyboard.press('Enter');
  await page.getByText('Segment', { exact: true }).waitFor();
  await context.close();
});

test('a server that is away is named, and what was known stays', async () => {
  const { page, context } = await openPage(browser, WIDE, { storageState: signedIn });
  await page.goto(`${server.url}/live`);
  await page.locator('.event').first().waitFor();
  await page.route('**/api/**', (route) => route.abort());
  await page.getByRole('alert').getByText('What you see is from').waitFor(SOON);
  expect(await page.locator('.event').count()).toBeGreaterThan(0);
  await page.unroute('**/api/**');
  await page.getByRole('alert').waitFor({ state: 'detached', timeout: 10_000 });
  await context.close();
});
