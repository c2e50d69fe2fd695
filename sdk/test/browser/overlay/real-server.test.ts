import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ClickmapAnswer, ClickmapLinkAnswer, ReplayAnswer } from '../../../../ingest/src/contract/index.ts';
import type { IngestServer } from '../server.ts';
import { SECRET_KEY, startIngest } from '../server.ts';
import type { Stand } from './open-map.ts';
import { openRoots, openStand, tag } from './open-map.ts';

/** So long before a click the player begins; the slider goes in steps. */
const [LEAD_MS, STEP_MS] = [3_000, 100];

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
    html: `<!doctype html><html lang="en"><title>Shop</title><body><main><h1>Shop</h1><button id="buy">Buy</button><button id="leave">Leave</button></main>${tag(ingest.url, 'data-replay="on"')}</body>`,
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
  // What a recording has last leaves with its page.
  await visitor.goto('about:blank');
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

test('a badge leads to the player at the second of its click, and the player back to the clickmap and the page', async () => {
  const context = await stand.browser.newContext();
  const signedIn = await context.request.post(`${ingest.url}/api/session`, { data: { secret_key: SECRET_KEY } });
  expect(signedIn.ok()).toBe(true);
  const mapOf = () => ingest.ask<ClickmapAnswer>('/api/clickmap?path=/shop');
  await expect.poll(async () => (await mapOf()).elements[0]?.replays.length, { timeout: 60_000 }).toBe(1);
  const [click] = (await mapOf()).elements[0]?.replays ?? [];
  const address = `/replays/${click?.session_replay_id}`;

  const live = await context.newPage();
  await live.addInitScript(openRoots);
  await live.goto(await linkTo('/shop'));
  await live.locator('trodden-overlay .badge[aria-label^="Buy: 3 clicks"]').click();
  const [player] = await Promise.all([
    context.waitForEvent('page'),
    live.getByRole('region', { name: 'Chosen element' }).getByRole('link').first().click(),
  ]);
  const position = player.getByRole('slider', { name: 'Position' });
  await position.waitFor();
  expect([new URL(player.url()).pathname, new URL(player.url()).searchParams.get('clock')]).toEqual([
    address,
    String(click?.at_ms),
  ]);
  const { started_at_ms } = await ingest.ask<ReplayAnswer>(`/api${address}`);
  const shown = Number(await position.inputValue());
  expect(Math.abs(shown - Math.max(0, (click?.at_ms ?? 0) - LEAD_MS - started_at_ms))).toBeLessThan(STEP_MS);
  // It is that page that is seen, at that time.
  await player.frameLocator('iframe.stage').frameLocator('.replayer-wrapper iframe').locator('#buy').waitFor();

  const back = player.getByRole('link', { name: 'Clickmap of this page' });
  await expect.poll(() => back.getAttribute('href'), { timeout: 20_000 }).toContain('width=');
  await back.click();
  await player.getByRole('heading', { name: '/shop', exact: true }).waitFor();
  await player
    .getByRole('row', { name: /Watch somebody click it/ })
    .first()
    .waitFor();
  await player.getByRole('textbox', { name: 'Site' }).fill(stand.origin);
  await context.addInitScript(openRoots);
  const [again] = await Promise.all([
    context.waitForEvent('page'),
    player.getByRole('button', { name: 'Open on the live page' }).click(),
  ]);
  await again.locator('trodden-overlay .badge[aria-label^="Buy: 3 clicks"]').waitFor();
  expect(again.url()).toBe(`${stand.origin}/shop`);
  await context.close();
}, 120_000);
