import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ClickmapAnswer, ClickmapLinkAnswer } from '../../../../ingest/src/contract/index.ts';
import type { IngestServer } from '../server.ts';
import { SECRET_KEY, startIngest } from '../server.ts';
import type { Stand } from './open-map.ts';
import { openRoots, openStand, tag } from './open-map.ts';

let stand: Stand;
let ingest: IngestServer;

beforeAll(async () => {
  [stand, ingest] = await Promise.all([openStand(), startIngest()]);
});
afterAll(async () => {
  await stand.close();
  await ingest.stop();
});

/** A link that opens the clickmap of a page once. */
async function linkTo(path: string): Promise<string> {
  const answer = await fetch(`${ingest.url}/api/clickmap/link`, {
    method: 'POST',
    headers: { authorization: `Bearer ${SECRET_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ path, origin: stand.origin }),
  });
  return ((await answer.json()) as ClickmapLinkAnswer).url;
}

/** What the clickmap of a page counts by now. */
async function clicksOnMap(path: string): Promise<number> {
  const answer = await fetch(`${ingest.url}/api/clickmap?path=${path}`, {
    headers: { authorization: `Bearer ${SECRET_KEY}` },
  });
  return ((await answer.json()) as Partial<ClickmapAnswer>).totals?.clicks ?? 0;
}

test('real clicks, through the real server, on the elements that were clicked', async () => {
  stand.pages.set('/', {
    html: `<!doctype html><html lang="en"><title>Shop</title><body><main><h1>Shop</h1><button id="buy">Buy</button><button id="leave">Leave</button></main>${tag(ingest.url)}</body>`,
  });
  const visitor = await stand.browser.newPage();
  await visitor.goto(`${stand.origin}/shop`);
  await visitor.waitForFunction(() => 'diagnose' in ((globalThis as { trodden?: object }).trodden ?? {}));
  // Until the second half of the SDK is there, a click is only guessed at.
  await visitor.waitForTimeout(1_000);
  for (const button of ['#buy', '#buy', '#leave', '#buy']) {
    await visitor.locator(button).click();
    await visitor.waitForTimeout(700);
  }
  await visitor.evaluate(() => (globalThis as unknown as { trodden: { flush(): Promise<void> } }).trodden.flush());
  let clicks = 0;
  for (let tries = 0; clicks < 4 && tries < 100; tries++) {
    clicks = (await ingest.recent()).filter(({ event_type }) => event_type === '$click').length;
    await visitor.waitForTimeout(250);
  }
  expect(
    clicks,
    JSON.stringify(
      await visitor.evaluate(() => (globalThis as unknown as { trodden: { diagnose(): unknown } }).trodden.diagnose()),
    ),
  ).toBe(4);
  await visitor.close();
  // The map is asked for once, when it opens: what is stored has to be folded by then.
  await expect.poll(() => clicksOnMap('/shop'), { timeout: 60_000 }).toBe(4);

  const link = await linkTo('/shop');
  const viewer = await stand.browser.newPage();
  await viewer.addInitScript(openRoots);
  await viewer.goto(link);
  const badge = (label: string) => viewer.locator(`trodden-overlay .badge[aria-label^="${label}"]`);
  await badge('Buy: 3 clicks').waitFor();
  await badge('Leave: 1 click').waitFor();
  expect(viewer.url()).toBe(`${stand.origin}/shop`);

  const again = await stand.browser.newPage();
  await again.addInitScript(openRoots);
  await again.goto(link);
  await again.locator('trodden-overlay .trouble').waitFor();
}, 150_000);
