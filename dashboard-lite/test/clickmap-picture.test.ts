import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { ClickmapAnswer, ClickmapPreviewAnswer } from '../../ingest/src/contract/index.ts';
import { LOOKS, openPage, overflow, startBrowser } from './browser.ts';
import type { TestServer } from './server.ts';
import { SECRET_KEY, startServer } from './server.ts';

const [WIDE] = LOOKS;
const SOON = { timeout: 60_000, interval: 500 };
const PAGE = '/products/ember';
const REFUSED =
  /^Unsafe attempt to load URL|violates the following Content Security Policy directive: "img-src data: blob:"/;

let server: TestServer;
let browser: Browser;
let signedIn: NonNullable<BrowserContextOptions['storageState']>;

const ask = async <T>(path: string): Promise<T> =>
  (await (await fetch(server.url + path, { headers: { authorization: `Bearer ${SECRET_KEY}` } })).json()) as T;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
  const { page, context } = await openPage(browser, WIDE);
  await page.goto(server.link);
  await page.getByRole('heading', { name: 'Overview', exact: true }).waitFor();
  signedIn = await context.storageState();
  await context.close();

  const { page: visitor, context: visit } = await openPage(browser, WIDE);
  await visitor.goto(`${server.demoUrl}${PAGE}`);
  await visitor.waitForFunction(() => {
    const { trodden } = window as unknown as { trodden?: { diagnose(): { parts: Record<string, string> } } };
    return trodden?.diagnose().parts.replay === 'ready';
  });
  await visitor.mouse.move(200, 200, { steps: 3 });
  await visitor.waitForTimeout(3_000);
  await visitor.getByRole('link', { name: 'Membership' }).first().click();
  await visitor.waitForURL('**/membership');
  await visitor.waitForTimeout(3_000);
  // What earlier pages could not send any more, the next one sends.
  await visitor.goto(`${server.demoUrl}/shop`);
  await visitor.waitForTimeout(3_000);
  await vi.waitFor(async () => {
    const [map, preview] = await Promise.all([
      ask<ClickmapAnswer>(`/api/clickmap?path=${PAGE}`),
      ask<ClickmapPreviewAnswer>(`/api/clickmap/preview?path=${PAGE}`),
    ]);
    if (!map.elements[0]?.replays[0] || !preview.snapshot) throw new Error(`not yet: ${JSON.stringify(map.totals)}`);
  }, SOON);
  await visit.close();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const spots = (page: Page) => page.frameLocator('iframe.picture').locator('.map .spot');

test('the map lies on the recorded page, and a hot spot leads to the second of the replay and back', async () => {
  const { page, context, complaints } = await openPage(browser, WIDE, { storageState: signedIn });
  await page.goto(`${server.url}/clickmaps/page?page=${encodeURIComponent(PAGE)}&side=picture`);
  await spots(page).first().waitFor();
  const rebuilt = page.frameLocator('iframe.picture').frameLocator('.replayer-wrapper iframe');
  const [spot, link] = await Promise.all([
    spots(page).first().boundingBox(),
    rebuilt.locator('a[href$="/membership"]').first().boundingBox(),
  ]);
  for (const side of ['x', 'y', 'width', 'height'] as const)
    expect(Math.abs((spot?.[side] ?? 0) - (link?.[side] ?? 99))).toBeLessThan(2);
  expect(await page.locator('iframe.picture').evaluate((frame) => (frame as HTMLIFrameElement).src)).toMatch(
    /\/player$/,
  );

  await spots(page).first().click();
  await page
    .getByRole('link', { name: /^Watch the click/ })
    .first()
    .click();
  await page.getByRole('slider', { name: 'Position' }).waitFor();
  const { elements } = await ask<ClickmapAnswer>(`/api/clickmap?path=${PAGE}`);
  expect(new URL(page.url()).searchParams.get('clock')).toBe(`${elements[0]?.replays[0]?.at_ms}`);

  const back = page.getByRole('link', { name: 'Clickmap of this page' });
  await expect.poll(() => back.getAttribute('href'), SOON).toContain('width=1280');
  await back.click();
  await page.getByRole('heading', { name: PAGE }).waitFor();
  await page.getByRole('table').getByRole('row').nth(1).waitFor();
  await page.getByRole('button', { name: /^Windows about 1,280 px wide/ }).waitFor();
  // That the recording may load nothing is told by the browser, as it should be.
  expect(complaints.filter((text) => !REFUSED.test(text))).toEqual([]);
  await context.close();
});

test.each(LOOKS)('nothing stands over the edge ($width px, $colorScheme)', async (look) => {
  const { page, context } = await openPage(browser, look, { storageState: signedIn });
  await page.goto(`${server.url}/clickmaps/page?page=${encodeURIComponent(PAGE)}&side=picture`);
  await spots(page).first().waitFor();
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await context.close();
});

test('a page that nobody recorded says so', async () => {
  const { page, context } = await openPage(browser, WIDE, { storageState: signedIn });
  await page.goto(`${server.url}/clickmaps/page?page=/nowhere&side=picture`);
  await page.getByText('No recording and no click shows this page').waitFor();
  await context.close();
});
