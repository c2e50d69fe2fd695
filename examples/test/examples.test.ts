import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LOOKS, openPage, startBrowser } from '../../dashboard-lite/test/browser.ts';
import { startServer, type TestServer } from '../../dashboard-lite/test/server.ts';
import type { RecentEvent } from '../../ingest/src/contract/index.ts';

interface Example {
  url: string;
  close(): Promise<void>;
}
type ServeExample = (name: string, facts: { host: string; key: string; secret: string }) => Promise<Example>;
/** Plain JavaScript, as the examples are: people run it without any build. */
const { serveExample } = (await import(new URL('../serve.mjs', import.meta.url).href)) as {
  serveExample: ServeExample;
};

const SECRET = '0123456789abcdef0123456789abcdef';
/** The SDK's longest wait for a fuller batch, and the server's half second from spool to store. */
const SOON = { timeout: 20_000 };
const [WIDE] = LOOKS;

let server: TestServer;
let browser: Browser;
let key: string;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
  key = server.publicKey;
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** What came from the pages of one example. */
async function opened(name: string, use: (page: Awaited<ReturnType<typeof openPage>>['page']) => Promise<void>) {
  const example = await serveExample(name, { host: server.url, key, secret: SECRET });
  const { page, context, complaints } = await openPage(browser, WIDE);
  try {
    await page.goto(example.url);
    await use(page);
    // Leaving the page sends what waits.
    await page.goto('about:blank');
    const events = async () => (await server.events()).filter(({ url }) => url.startsWith(example.url)).reverse();
    await expect
      .poll(async () => (await events()).some(({ event_type }) => event_type === 'added to bag'), SOON)
      .toBe(true);
    expect(complaints).toEqual([]);
    return await events();
  } finally {
    await context.close();
    await example.close();
  }
}
const ofType = (events: readonly RecentEvent[], type: string) => events.filter(({ event_type }) => event_type === type);
const bought = (events: readonly RecentEvent[]) => ofType(events, 'added to bag').map(({ data }) => data);

test.each(['script-tag', 'strict-csp', 'first-party-proxy'])('%s: page view, click and event arrive', async (name) => {
  const foreign: string[] = [];
  const events = await opened(name, async (page) => {
    page.on('request', (request) => foreign.push(new URL(request.url()).origin));
    await page.reload();
    await page.getByRole('button', { name: 'Add to bag' }).click();
  });
  expect(bought(events)).toEqual([{ price: 489 }]);
  expect(ofType(events, '$click')).toHaveLength(1);
  expect(ofType(events, '$page-view').length).toBe(2);
  if (name === 'first-party-proxy') expect(new Set(foreign).size).toBe(1);
});

test('react: StrictMode counts once, and auth is told', async () => {
  const events = await opened('react', async (page) => {
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Hello, ada' }).waitFor();
    await page.getByRole('button', { name: 'Add to bag' }).click();
  });
  expect(ofType(events, '$page-view')).toHaveLength(1);
  expect(ofType(events, 'added to bag')).toMatchObject([
    { auth_state: 'signed-in', user_id: 'ada', team_id: 'analytical' },
  ]);
});

test('vue: every route is a page view', async () => {
  const events = await opened('vue', async (page) => {
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Add to bag' }).click();
    await page.getByRole('link', { name: 'About' }).click();
    await page.getByRole('heading', { name: 'About' }).waitFor();
  });
  await expect(ofType(events, '$page-view').map(({ path }) => path)).toEqual(['/', '/about']);
  expect(ofType(events, 'added to bag')).toMatchObject([{ user_id: 'ada' }]);
});

test('single-page-app: links and going back are page views', async () => {
  const events = await opened('single-page-app', async (page) => {
    await page.getByRole('link', { name: 'Shop' }).click();
    await page.getByRole('heading', { name: 'Shop' }).waitFor();
    await page.getByRole('button', { name: 'Add to bag' }).click();
    await page.goBack();
    await page.getByRole('heading', { name: 'Home' }).waitFor();
  });
  expect(ofType(events, '$page-view').map(({ path, data }) => [path, data.entry_type])).toEqual([
    ['/', 'initial'],
    ['/shop', 'push'],
    ['/', 'pop'],
  ]);
});

test('verified-identity: rows are marked when the token proves the user', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'trodden-secret-'));
  writeFileSync(join(dir, 'secret'), SECRET);
  const env = { ...process.env, TRODDEN_DATA_DIR: server.dataDir };
  const args = ['ingest/dist/cli.js', 'project', 'identity', 'default', '--secret-file', join(dir, 'secret')];
  const [code] = await once(spawn(process.execPath, args, { env, stdio: 'ignore' }), 'exit');
  rmSync(dir, { recursive: true });
  expect(code).toBe(0);
  // The server hears of it within seconds, and says so.
  const verified = async () => {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    return Number(/trodden_identity_checks_total\{outcome="verified"\} (\d+)/.exec(text)?.[1] ?? 0);
  };
  await expect
    .poll(
      async () => {
        await opened('verified-identity', async (page) => {
          await page.getByRole('button', { name: 'Sign in' }).click();
          await page.getByRole('heading', { name: 'Hello, ada' }).waitFor();
          await page.getByRole('button', { name: 'Add to bag' }).click();
        });
        return verified();
      },
      { timeout: 40_000 },
    )
    .toBeGreaterThan(0);
});
