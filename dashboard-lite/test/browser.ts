import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { chromium } from 'playwright-core';

const ARGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** The sizes and colours that everything has to look right in. */
export const LOOKS = [
  { width: 1280, height: 860, colorScheme: 'light' },
  { width: 1280, height: 860, colorScheme: 'dark' },
  { width: 390, height: 844, colorScheme: 'light' },
  { width: 390, height: 844, colorScheme: 'dark' },
] as const;

export type Look = (typeof LOOKS)[number];

export const startBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: ARGS });

export interface Watched {
  page: Page;
  context: BrowserContext;
  /** Console errors and warnings, uncaught exceptions, and blocked or foreign requests; empty on a good day. */
  complaints: string[];
}

/** A page in a context of its own whose every complaint is kept. Requests may go to the loopback only. */
export async function openPage(browser: Browser, look: Look, options: BrowserContextOptions = {}): Promise<Watched> {
  const { width, height, colorScheme } = look;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && !['localhost', '127.0.0.1'].includes(hostname))
      complaints.push(`foreign request to ${hostname}`);
  });
  return { page, context, complaints };
}

/** By how many pixels the page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds that keeps somebody out. The page needs a context with `bypassCSP`. */
export const seriousFindings = (page: Page): Promise<string[]> =>
  page.evaluate(async (source) => {
    const { run } = new Function(`${source}; return window.axe;`)();
    const { violations } = await run(document);
    return violations
      .filter(({ impact }: { impact: string }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }: { id: string; nodes: { html: string }[] }) => nodes.map(({ html }) => `${id} ${html}`));
  }, axe);

/** Until nothing on the page says that it is still reading. */
export const settled = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null);

/** By the navigation, wherever the place is: in a phone's bar some wait behind a button. */
export async function goTo(page: Page, view: string): Promise<void> {
  const link = page.getByRole('link', { name: view, exact: true });
  if (!(await link.isVisible())) await page.getByRole('button', { name: 'More', exact: true }).click();
  await link.click();
}
