/** `npm run test:examples`: apart from the other examples, since installing and building Next takes a minute or two. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LOOKS, openPage, startBrowser } from '../../dashboard-lite/test/browser.ts';
import { startServer, type TestServer } from '../../dashboard-lite/test/server.ts';

interface Example {
  url: string;
  close(): Promise<void>;
}
/** Plain JavaScript, as the examples are: people run it without any build. */
const { serveNext } = (await import(new URL('../serve-next.mjs', import.meta.url).href)) as {
  serveNext(facts: { host: string; key: string }): Promise<Example>;
};

const INSTALL_AND_BUILD_MS = 300_000;
const SOON = { timeout: 20_000 };

let server: TestServer;
let example: Example;
let browser: Awaited<ReturnType<typeof startBrowser>>;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
  example = await serveNext({ host: server.url, key: server.publicKey });
}, INSTALL_AND_BUILD_MS);
afterAll(async () => {
  await browser?.close();
  await example?.close();
  await server?.stop();
});

test('next: rendered on the server, hydrated without a word; every route a page view, identity and events from hooks', async () => {
  const markup = await (await fetch(example.url)).text();
  expect(markup).toContain('Add to bag');

  const { page, context, complaints } = await openPage(browser, LOOKS[0]);
  await page.goto(example.url);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Hello, ada' }).waitFor();
  await page.getByRole('button', { name: 'Add to bag' }).click();
  await page.getByRole('link', { name: 'About' }).click();
  await page.getByRole('heading', { name: 'About' }).waitFor();
  // Leaving the page sends what waits.
  await page.goto('about:blank');

  const events = async () => (await server.events()).filter(({ url }) => url.startsWith(example.url)).reverse();
  const seen = async () =>
    (await events())
      .filter(({ event_type }) => ['$page-view', '$auth', '$click', 'added to bag'].includes(event_type))
      .map(({ event_type, path, user_id }) => [event_type, path, user_id]);
  await expect.poll(seen, SOON).toEqual([
    ['$page-view', '/', null],
    ['$click', '/', null],
    ['$auth', '/', 'ada'],
    ['$click', '/', 'ada'],
    ['added to bag', '/', 'ada'],
    ['$click', '/', 'ada'],
    ['$page-view', '/about', 'ada'],
  ]);
  expect(complaints).toEqual([]);
  await context.close();
});
