import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LOOKS, openPage, startBrowser } from './browser.ts';
import { stayRecorded } from './recorded.ts';
import { startServer, type TestServer } from './server.ts';

const SOON = { timeout: 30_000 };
const [WIDE] = LOOKS;

let server: TestServer;
let browser: Browser;
/** The page of somebody who tries it: what they paste comes between these. */
let pasted = '';
let site: Server;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
  site = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><html lang="en"><head><title>My page</title>${pasted}</head>
      <body><h1>My page</h1><button>Order</button> <button>Ask</button></body></html>`);
  }).listen(0, '127.0.0.1');
});

afterAll(async () => {
  site.closeAllConnections();
  site.close();
  await browser?.close();
  await server?.stop();
});

/** The numbered lines of the README's walk. */
async function readWalk(): Promise<string[]> {
  const readme = await readFile('README.md', 'utf8');
  const section = /## From clone to a first look[^\n]*\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? '';
  return section
    .split(/\n(?=\d+\. )/)
    .filter((text) => /^\d+\. /.test(text))
    .map((text) => text.replace(/\s+/g, ' '));
}

/** What one is told to press or to look for, by its name on the page. */
const names = (step: string) => [...step.matchAll(/\*\*(.+?)\*\*/g)].map(([, name]) => name ?? '');

test('from the README alone: where people click on my page, and one of them, in six steps', async () => {
  const steps = await readWalk();
  expect(steps).toHaveLength(6);
  const heading = /## From clone to a first look, in (\w+) steps/.exec(await readFile('README.md', 'utf8'))?.[1];
  expect(heading).toBe('six');
  const [start = '', install = '', walk = '', clickmaps = '', live = '', replays = ''] = steps;
  const me = await openPage(browser, WIDE);
  const { page } = me;
  const mine = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;

  // 1. The command is the one of package.json; the server prints the link.
  expect(start).toContain('`npm start`');
  const { scripts } = JSON.parse(await readFile('package.json', 'utf8')) as { scripts: Record<string, string> };
  expect(scripts.start).toContain('.ci/start.mjs');
  expect(names(start)).toEqual(['Dashboard']);
  await page.goto(server.link);
  await page.getByRole('heading', { name: 'Overview', exact: true }).waitFor();

  // 2. The line to paste, with what asks for recordings.
  const [place = ''] = names(install);
  await page.getByRole('link', { name: place, exact: true }).click();
  const line = (await page.locator('.code code').first().textContent()) ?? '';
  const extra = /`(data-replay="on")`/.exec(install)?.[1] ?? '';
  pasted = line.replace('></script>', ` ${extra}></script>`);

  // 3. A visitor, who may be oneself.
  expect(walk).toContain('click');
  const visitor = await openPage(browser, WIDE);
  await visitor.page.goto(mine);
  await stayRecorded(visitor.page);
  await visitor.page.getByRole('button', { name: 'Order' }).click();
  await visitor.page.getByRole('button', { name: 'Order' }).click();
  await page.getByText('Got it.').waitFor(SOON);
  await stayRecorded(visitor.page);
  await visitor.page.goto('about:blank');

  // 4. The page, its elements, and how often each was clicked.
  const [maps = ''] = names(clickmaps);
  await page.getByRole('link', { name: maps, exact: true }).click();
  await reload(page, 'td:has-text("2")');
  await page.locator('table a').first().click();
  await reload(page, 'tbody tr');

  // 5. The same, drawn on the live page.
  const [open = ''] = names(live);
  // The site is known once the newest events are.
  await expect.poll(() => page.locator('.open-live input').inputValue(), SOON).toContain('127.0.0.1');
  const [tab] = await Promise.all([me.context.waitForEvent('page'), page.getByRole('button', { name: open }).click()]);
  await tab.waitForResponse((response) => response.url().includes('/v1/clickmap?') && response.ok(), SOON);
  expect(new URL(tab.url()).origin).toBe(new URL(mine).origin);
  await tab.locator('trodden-overlay').waitFor({ state: 'attached' });
  await tab.close();

  // 6. One of them, watched.
  const [recordings = '', play = ''] = names(replays);
  await page.getByRole('link', { name: recordings, exact: true }).click();
  await reload(page, '.replay');
  await page.locator('.replay').first().click();
  await page.getByRole('button', { name: play }).click();
  const stage = page.frameLocator('iframe.stage:not(.away)').frameLocator('.replayer-wrapper iframe');
  await stage.locator('button').first().waitFor(SOON);
  expect(me.complaints).toEqual([]);
  await visitor.context.close();
  await me.context.close();
});

/** What was done a moment ago is in the answers within seconds; a list that was read before asks again when it is opened again. */
async function reload(page: Page, selector: string): Promise<void> {
  await expect
    .poll(async () => {
      const isThere = await page.locator(selector).first().isVisible();
      if (!isThere) await page.reload();
      await page.locator('main [aria-busy="true"]').first().waitFor({ state: 'detached' });
      return isThere || page.locator(selector).first().isVisible();
    }, SOON)
    .toBe(true);
}
