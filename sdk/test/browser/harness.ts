import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext } from 'playwright-core';
import { chromium, firefox } from 'playwright-core';

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const ARGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Playwright's own protocol needs a patched Firefox; a stock one speaks WebDriver BiDi. */
const STOCK_FIREFOX = {
  channel: 'moz-firefox',
  executablePath: fileURLToPath(new URL('../firefox/stock-firefox.mjs', import.meta.url)),
};

/** What users load, as built: minified, names mangled. */
const BUILT = new URL('../../dist/', import.meta.url);

/** `/t.js` and the chunks beside it. */
const readScripts = async (): Promise<Map<string, Buffer>> => {
  const chunks = (await readdir(new URL('t/', BUILT))).map((name) => `/t/${basename(name)}`);
  const files = ['/t.js', ...chunks].map(async (path) => [path, await readFile(new URL(`.${path}`, BUILT))] as const);
  return new Map(await Promise.all(files));
};

export interface Site {
  origin: string;
  /** Decides about each file of the SDK: waited for; a rejection is a 404, a text is sent instead of it. */
  gate: (path: string) => unknown;
  close(): Promise<void>;
}

/** A web site on the loopback: `/t.js` and `/t/*.js` are the SDK, every other path the same page. */
export const startSite = async (
  page: (path: string) => string,
  headers: Record<string, string> = {},
): Promise<Site> => {
  const scripts = await readScripts();
  const server = createServer(async (request, response) => {
    const path = (request.url ?? '/').replace(/\?.*/, '');
    const script = scripts.get(path);
    let status = 200;
    let body: unknown = script ?? page(request.url ?? '/');
    if (script)
      try {
        body = (await site.gate(path)) ?? script;
      } catch {
        status = 404;
      }
    response.writeHead(status, {
      'content-type': script ? 'text/javascript' : path.endsWith('.css') ? 'text/css' : 'text/html',
      'access-control-allow-origin': '*',
      ...headers,
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const site: Site = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    gate: () => {},
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return site;
};

/** A real Chromium whose contexts share nothing. Drivers switch the back/forward cache off unless told otherwise. */
export const openBrowser = ({ backForwardCache = false } = {}): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM,
    args: ARGS,
    ignoreDefaultArgs: backForwardCache ? ['--disable-back-forward-cache'] : [],
  });

export interface Profile {
  context: BrowserContext;
  directory: string;
  /** Starts the browser again on the same profile. */
  reopen(): Promise<void>;
  close(): Promise<void>;
}

export type BrowserName = 'chromium' | 'firefox';

/** A real browser with a profile on disk of its own. */
export const openProfile = async (browser: BrowserName = 'chromium'): Promise<Profile> => {
  const directory = await mkdtemp(join(tmpdir(), 'trodden-browser-'));
  const viewport = { width: 1000, height: 700 };
  const launch = () =>
    browser === 'firefox'
      ? firefox.launchPersistentContext(directory, { ...STOCK_FIREFOX, viewport })
      : chromium.launchPersistentContext(directory, { executablePath: CHROMIUM, args: ARGS, viewport });
  const profile: Profile = {
    context: await launch(),
    directory,
    async reopen() {
      profile.context = await launch();
    },
    async close() {
      await profile.context.close().catch(() => {});
      await rm(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
  return profile;
};

/** Waits until a condition holds; fails by the caller's own assertion when it never does. */
export const until = async (condition: () => boolean, timeoutMs = 10_000): Promise<void> => {
  const end = Date.now() + timeoutMs;
  while (!condition() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 25));
};

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Ends the browser and all its processes, found by their profile. A signal that can be handled goes to the browser itself,
 * as from a system that shuts down.
 */
export const killProfile = async ({ directory }: Profile, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> => {
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const command = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '');
    if (!command.includes(directory) || (signal !== 'SIGKILL' && /--type=|-contentproc/.test(command))) continue;
    try {
      process.kill(Number(entry), signal);
    } catch {
      // Gone already: the browser took its children along.
    }
  }
  await sleep(300);
};
