import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import type { ReplayItem, ReplaysAnswer } from '../../ingest/src/contract/index.ts';
import { LOOKS, openPage } from './browser.ts';
import { SECRET_KEY, type TestServer } from './server.ts';

const WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 250;
/** Shorter visits are not kept. */
const STAY_MS = 3_000;

/** Until the page is being recorded, and long enough to be kept. */
export async function stayRecorded(page: Page, ms = STAY_MS): Promise<void> {
  await page.waitForFunction(() => {
    const { trodden } = window as unknown as { trodden?: { diagnose?(): { parts: Record<string, string> } } };
    return trodden?.diagnose?.().parts.replay === 'ready';
  });
  await page.mouse.move(200, 200, { steps: 3 });
  await page.waitForTimeout(ms);
}

/** Somebody looks at a lantern of the demo shop, clicks, and is recorded. */
export async function recordVisit(browser: Browser, server: TestServer): Promise<ReplayItem> {
  const { page, context } = await openPage(browser, LOOKS[0]);
  await page.goto(`${server.demoUrl}/products/ember`);
  await stayRecorded(page);
  await page.getByRole('button', { name: 'Add to bag' }).first().click();
  await page.getByRole('link', { name: 'Membership' }).first().click();
  await page.waitForURL('**/membership');
  await stayRecorded(page, 1_000);
  // What that page could not send any more, the next one sends.
  await page.goto(`${server.demoUrl}/shop`);
  const headers = { authorization: `Bearer ${SECRET_KEY}` };
  const until = Date.now() + WITHIN_MS;
  for (;;) {
    const answer = (await (await fetch(`${server.url}/api/replays`, { headers })).json()) as ReplaysAnswer;
    const found = answer.items.find(({ page_count }) => page_count > 1);
    if (found === undefined && Date.now() > until) throw new Error('The visit was not recorded.');
    if (found === undefined) {
      await delay(LOOK_EVERY_MS);
      continue;
    }
    await context.close();
    return found;
  }
}
