import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';

const ARGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
const EVENT = 'soak-click';
const BETWEEN_CLICKS_MS = 250;
/** Now and then a tab is loaded anew, as people do. */
const CLICKS_A_LOAD = 40;
const SETTLE_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 250;

interface Diagnosis {
  delivery?: { queued: number };
}

export interface Tabs {
  /** Counted clicks: each is one event with a number of its own. */
  clicks(): number;
  /** Stops clicking and waits until nothing waits in any tab any more. */
  finish(): Promise<void>;
  stop(): Promise<void>;
}

/** Real Chromium on a page with the script tag, in several tabs of one profile, which share their journal. */
export async function openTabs(serverUrl: string, key: string, count: number): Promise<Tabs> {
  const html = `<!doctype html><title>soak</title><script async src="${serverUrl}/t.js" data-key="${key}"></script>
    <button id="b">Click</button>`;
  const site = createServer((_request, response) => response.setHeader('Content-Type', 'text/html').end(html));
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ARGS,
  });
  const context = await browser.newContext();
  let clicks = 0;
  let isOver = false;

  /** The script comes from the server, which may be down right now. */
  async function load(page: Page): Promise<void> {
    for (;;) {
      await page.goto(url);
      const isThere = await page
        .waitForFunction('typeof trodden === "function" && !!trodden.track', undefined, { timeout: 5_000 })
        .then(
          () => true,
          () => false,
        );
      if (isThere || isOver) return;
    }
  }
  async function useTab(page: Page): Promise<void> {
    while (!isOver) {
      await load(page);
      for (let n = 0; n < CLICKS_A_LOAD && !isOver; n++) {
        // Told before it is done: what the browser takes is at most one more.
        await page.evaluate(
          ([name, value]) =>
            (globalThis as never as { trodden: (...call: unknown[]) => void }).trodden('track', name, { n: value }),
          [EVENT, clicks++] as const,
        );
        await sleep(BETWEEN_CLICKS_MS);
      }
    }
  }
  const pages = await Promise.all(Array.from({ length: count }, () => context.newPage()));
  const using = pages.map(useTab);

  const waiting = async (page: Page) => {
    const { delivery } = (await page.evaluate('trodden.diagnose()')) as Diagnosis;
    return delivery?.queued ?? 1;
  };
  return {
    clicks: () => clicks,
    async finish() {
      isOver = true;
      await Promise.all(using);
      // A fresh page takes what earlier ones left behind.
      isOver = false;
      for (const page of pages) await load(page);
      isOver = true;
      const until = Date.now() + SETTLE_WITHIN_MS;
      for (const page of pages)
        while (Date.now() < until && (await waiting(page).catch(() => 1)) > 0) await sleep(LOOK_EVERY_MS);
    },
    async stop() {
      await browser.close();
      site.close();
    },
  };
}

export const TAB_EVENT = EVENT;
