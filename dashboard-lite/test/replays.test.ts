import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { ReplayItem, ReplaysAnswer } from '../../ingest/src/contract/index.ts';
import { LOOKS, openPage, overflow, seriousFindings, startBrowser } from './browser.ts';
import { startOwnSite } from './own-site.ts';
import type { TestServer } from './server.ts';
import { SECRET_KEY, startServer } from './server.ts';

const [WIDE] = LOOKS;
const SOON = { timeout: 60_000 };

let server: TestServer;
let browser: Browser;
let signedIn: NonNullable<BrowserContextOptions['storageState']>;
let item: ReplayItem;

const ask = async <T>(path: string): Promise<T> =>
  (await (await fetch(server.url + path, { headers: { authorization: `Bearer ${SECRET_KEY}` } })).json()) as T;

/** The recorder comes after everything else of a page, and keeps nothing of the first two seconds alone. */
async function stay(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const { trodden } = window as unknown as { trodden?: { diagnose(): { parts: Record<string, string> } } };
    return trodden?.diagnose().parts.replay === 'ready';
  });
  await page.mouse.move(200, 200, { steps: 3 });
  await page.waitForTimeout(3_000);
}

/** A visit of two pages and a second tab, recorded by the demo site's own snippet. */
async function visit(): Promise<BrowserContext> {
  const { page, context } = await openPage(browser, WIDE);
  await page.goto(`${server.demoUrl}/products/ember`);
  await stay(page);
  await page.getByRole('button', { name: 'Add to bag' }).first().click();
  await page.waitForTimeout(1_000);
  await page.getByRole('link', { name: 'Membership' }).first().click();
  await page.waitForURL('**/membership');
  await stay(page);
  const other = await context.newPage();
  await other.goto(`${server.demoUrl}/guides`);
  await stay(other);
  await other.goto('about:blank');
  // What earlier pages could not send any more, the next one sends.
  await page.goto(`${server.demoUrl}/shop`);
  await stay(page);
  return context;
}

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
  // The server answers before its store does.
  await vi.waitFor(() => ask<ReplaysAnswer>('/api/replays').then(({ items }) => expect(items).toEqual([])), SOON);
  const { page, context } = await openPage(browser, WIDE);
  await page.goto(server.link);
  await page.getByRole('heading', { name: 'Overview', exact: true }).waitFor();
  signedIn = await context.storageState();
  await context.close();
  const visitor = await visit();
  await vi.waitFor(async () => {
    const [found] = (await ask<ReplaysAnswer>('/api/replays')).items;
    if (found?.tabs !== 2) throw new Error(`recorded so far: ${JSON.stringify(found)}`);
    if (found.page_count < 4) throw new Error('not all of it is here yet');
    item = found;
  }, SOON);
  await visitor.close();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const position = async (page: Page) => Number(await page.getByRole('slider', { name: 'Position' }).inputValue());
const stageText = (page: Page) =>
  page
    .frameLocator('iframe.stage:not(.away)')
    .frameLocator('.replayer-wrapper iframe')
    .locator('body')
    .innerText({ timeout: 10_000 });

test.each(LOOKS)(
  'a recording is listed, opened at a second, played and stepped ($width px, $colorScheme)',
  async (look) => {
    const { page, context } = await openPage(browser, look, { storageState: signedIn });
    await page.goto(`${server.url}/replays`);
    await page.locator('a.replay').first().waitFor();
    expect(await overflow(page)).toBe(0);
    await page.locator('a.replay').first().click();
    await page.getByRole('button', { name: 'Play' }).waitFor();
    await expect.poll(() => stageText(page), SOON).toContain('Ember lantern');
    await page.getByRole('button', { name: 'Play' }).click();
    await expect.poll(() => position(page), SOON).toBeGreaterThan(1_000);
    await page.getByRole('button', { name: 'Pause' }).click();
    const seen = await position(page);
    await page.waitForTimeout(500);
    expect(await position(page)).toBe(seen);
    await page.goto(`${server.url}/replays/${item.session_replay_id}?at=5`);
    await expect.poll(() => position(page), SOON).toBe(5_000);
    await page.locator('h1').click();
    await page.keyboard.press('ArrowLeft');
    expect(await position(page)).toBe(0);
    expect(await overflow(page)).toBe(0);
    await context.close();
  },
);

test('the list of what happened leads to its seconds, and the shown tab follows', async () => {
  const { page, context } = await openPage(browser, WIDE, { storageState: signedIn });
  await page.goto(`${server.url}/replays/${item.session_replay_id}`);
  await page.locator('.marks button', { hasText: '/membership' }).click();
  await expect.poll(() => stageText(page), SOON).toContain('Membership');
  await page.locator('.marks button', { hasText: '/guides' }).click();
  await expect.poll(() => stageText(page), SOON).toContain('guide');
  expect(await page.locator('iframe.stage').count()).toBe(2);
  await context.close();
});

test('from what one did to what all did: the clickmap of the shown page at its width, and back', async () => {
  const { page, context } = await openPage(browser, WIDE, { storageState: signedIn });
  await page.goto(`${server.url}/replays/${item.session_replay_id}`);
  await page.locator('.marks button', { hasText: '/membership' }).click();
  const link = page.getByRole('link', { name: 'Clickmap of this page at this width' });
  await expect
    .poll(() => link.getAttribute('href'), SOON)
    .toBe(`/clickmaps/page?page=%2Fmembership&width=${WIDE.width}`);
  const asked = page.waitForRequest((request) => request.url().includes('/api/clickmap?'));
  await link.click();
  const { searchParams } = new URL((await asked).url());
  expect(searchParams.get('path')).toBe('/membership');
  expect(Number(searchParams.get('viewport_min'))).toBeLessThan(WIDE.width);
  expect(Number(searchParams.get('viewport_max'))).toBeGreaterThan(WIDE.width);
  await page.getByRole('heading', { name: '/membership' }).waitFor();
  await page.goBack();
  await page.getByRole('button', { name: 'Play' }).waitFor();
  await context.close();
});

test('what is stored is shown letter by letter', async () => {
  const { page, context } = await openPage(browser, WIDE, { storageState: signedIn });
  await page.goto(`${server.url}/replays/${item.session_replay_id}`);
  await page.getByText('What is stored').click();
  await page.locator('.stored details').first().waitFor(SOON);
  const more = page.getByRole('button', { name: 'More chunks' });
  while (await more.isVisible()) await more.click();
  const stored: string[] = [];
  type Page = { chunks: { events: unknown[] }[]; next_from_ms: number | null };
  for (let from: number | null = 0; from !== null; ) {
    const answer: Page = await ask(`/api/replays/${item.session_replay_id}/chunks?from_ms=${from}`);
    stored.push(...answer.chunks.map(({ events }) => events.map((event) => JSON.stringify(event)).join('\n')));
    from = answer.next_from_ms;
  }
  await expect.poll(() => page.locator('.stored pre').allTextContents(), SOON).toEqual(stored);
  expect(await page.locator('.stored-facts').textContent()).toContain(item.session_replay_id);
  await context.close();
});

test('nothing leaves the page that shows a recording', async () => {
  const { page, context } = await openPage(browser, WIDE, { storageState: signedIn });
  const asked: string[] = [];
  // What the browser itself refuses is told as a request without an answer.
  page.on('response', (response) => {
    if (response.frame() !== page.mainFrame()) asked.push(new URL(response.url()).pathname);
  });
  await page.goto(`${server.url}/replays/${item.session_replay_id}`);
  await expect.poll(() => stageText(page), SOON).toContain('Ember lantern');
  await page.getByRole('button', { name: 'Play' }).click();
  await page.waitForTimeout(3_000);
  expect([...new Set(asked)].filter((path) => path !== '/player' && !path.startsWith('/assets/player-'))).toEqual([]);
  await context.close();
});

test('a shared link opens without an account, says how long, and ends when it is taken back', async () => {
  const { page, context } = await openPage(browser, WIDE, { storageState: signedIn });
  await page.goto(`${server.url}/replays/${item.session_replay_id}`);
  await page.getByRole('button', { name: 'Share…' }).click();
  await page.getByRole('button', { name: 'Make a link' }).click();
  const address = await page.getByRole('textbox', { name: 'Link' }).inputValue();
  const stranger = await openPage(browser, WIDE);
  await stranger.page.goto(address);
  await stranger.page.getByText('This link works until').waitFor(SOON);
  await expect.poll(() => stageText(stranger.page), SOON).toContain('Ember lantern');
  await page.getByRole('button', { name: 'Take it back' }).click();
  await page.getByRole('button', { name: 'Make a link' }).waitFor();
  await stranger.page.reload();
  await stranger.page.locator('.empty h3').waitFor(SOON);
  expect((await fetch(`${address}/replay`)).status).toBe(410);
  await stranger.context.close();
  await context.close();
});

test('all tabs stand side by side on one timeline, each by its name, and one can be seen alone', async () => {
  const { page, context } = await openPage(browser, WIDE, { storageState: signedIn, bypassCSP: true });
  await page.goto(`${server.url}/replays/${item.session_replay_id}`);
  await page.locator('.marks button', { hasText: '/guides' }).click();
  const tabs = page.getByRole('group', { name: 'Tab', exact: true });
  await tabs.getByText('Side by side').click();
  const seats = page.locator('figure.seat');
  await expect.poll(() => seats.count(), SOON).toBe(2);
  const stages = await Promise.all((await page.locator('iframe.stage').all()).map((stage) => stage.boundingBox()));
  const [one, other] = stages;
  expect(Math.abs((one?.y ?? 0) - (other?.y ?? 99))).toBeLessThan(2);
  expect((one?.x ?? 0) + (one?.width ?? 0)).toBeLessThanOrEqual(other?.x ?? 0);
  expect(Math.min(one?.width ?? 0, other?.width ?? 0)).toBeGreaterThan(250);
  const texts = (index: number) =>
    page
      .frameLocator(`.seat:nth-child(${index}) iframe.stage`)
      .frameLocator('.replayer-wrapper iframe')
      .locator('body')
      .innerText({ timeout: 10_000 });
  await expect.poll(() => texts(1), SOON).toContain('Membership');
  await expect.poll(() => texts(2), SOON).toContain('guide');
  expect(await page.getByRole('figure', { name: 'Tab 2' }).getAttribute('aria-current')).toBe('true');
  expect(await page.locator('.rail .lane').count()).toBe(2);
  expect(await seriousFindings(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  // By keyboard: the stages' own group is left by Tab, its buttons are pressed by Enter.
  await page.getByRole('button', { name: 'Tab 1' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => tabs.getByRole('radio', { name: 'Tab 1' }).isChecked()).toBe(true);
  await expect.poll(() => page.locator('iframe.stage:not(.away)').count()).toBe(1);
  await tabs.getByRole('radio', { name: 'Tab 1' }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => page.locator('iframe.stage:not(.away)').count()).toBe(2);
  // Half of a narrow window is no picture.
  await page.setViewportSize({ width: 880, height: 800 });
  await expect.poll(() => page.locator('iframe.stage:not(.away)').count()).toBe(1);
  expect(await tabs.getByText('Side by side').count()).toBe(0);
  await context.close();
});

/** The frame in the frame: what is rebuilt of the page, in its own words. */
const rebuilt = <Answer>(page: Page, read: string): Promise<Answer> => {
  const stage = page.frames().find((frame) => frame.url().endsWith('/player'));
  if (!stage) throw new Error('No stage');
  return stage.evaluate<Answer>(
    `((page) => (${read})(page))(document.querySelector('.replayer-wrapper iframe').contentDocument)`,
  );
};
const LOOK = `(page) => [page.defaultView.getComputedStyle(page.querySelector('h1')).color, Math.round(page.querySelector('#icon').getBoundingClientRect().width)]`;

const READY = `window.trodden?.diagnose?.().parts.replay === 'ready'`;
/** A page that goes tells what it has at once; nobody waits for a chunk to be full. */
const TELL = `new Promise((resolve) => setTimeout(() => resolve(dispatchEvent(new Event('pagehide'))), 50))`;

test('a replay keeps its styles and its fonts when the site has neither any more', async () => {
  const site = await startOwnSite(server);
  const visitor = await openPage(browser, WIDE);
  await visitor.page.goto(`${site.origin}/own-1`);
  // What this browser knows to be kept: the day, a sheet and a font.
  const KEPT = `Object.keys(localStorage).some((name) => name.endsWith('assets') && /own\\.ttf/.test(localStorage[name]) && Object.keys(JSON.parse(localStorage[name])).length === 3)`;
  await visitor.page.waitForFunction(KEPT);
  await visitor.page.goto(`${site.origin}/own-2`);
  await visitor.page.waitForFunction(READY);
  const meant = await visitor.page.evaluate<[string, number]>(`(${LOOK})(document)`);
  const without = await visitor.page.evaluate<number>(
    `icon.style.fontFamily = 'serif', Math.round(icon.getBoundingClientRect().width)`,
  );
  expect(meant[1]).not.toBe(without);
  const own = await vi.waitFor(async () => {
    await visitor.page.evaluate(TELL);
    const found = (await ask<ReplaysAnswer>('/api/replays')).items.find(({ paths }) => paths.includes('/own-2'));
    const chunks =
      found &&
      (await (
        await fetch(`${server.url}/api/replays/${found.session_replay_id}/chunks`, {
          headers: { authorization: `Bearer ${SECRET_KEY}` },
        })
      ).text());
    // The second page's snapshot says which sheet it is, and brings it no more.
    if (!chunks?.includes('/*trodden ') || !chunks.includes('"fonts":[["')) throw new Error('not here yet');
    expect(chunks.split('.never-89').length).toBe(2);
    return found;
  }, SOON);
  site.isGone = true;
  const { page, context, complaints } = await openPage(browser, WIDE, { storageState: signedIn });
  await page.goto(`${server.url}/replays/${own?.session_replay_id}`);
  await page.locator('.marks button', { hasText: '/own-2' }).click();
  await expect.poll(() => stageText(page), SOON).toContain('Own page /own-2');
  await page.getByRole('button', { name: 'Play' }).click();
  await expect.poll(() => rebuilt(page, LOOK), SOON).toEqual(meant);
  // Neither is asked for from the site.
  expect(complaints.filter((text) => text.includes(site.origin) && !text.includes('violates'))).toEqual([]);
  await context.close();
  await visitor.context.close();
  await site.close();
});

test('who follows a live session sees what happens, new tabs, and what was lost on the way', async () => {
  const site = await startOwnSite(server);
  const visitor = await openPage(browser, WIDE);
  await visitor.page.goto(`${site.origin}/now`);
  await visitor.page.waitForFunction(READY);
  const live = await vi.waitFor(async () => {
    const found = (await ask<ReplaysAnswer>('/api/replays')).items.find(({ paths }) => paths.includes('/now'));
    if (!found) throw new Error('not here yet');
    return found;
  }, SOON);
  const { page, context } = await openPage(browser, WIDE, { storageState: signedIn });
  await page.goto(`${server.url}/replays/${live.session_replay_id}`);
  await page.getByRole('button', { name: 'Follow live' }).click();
  await expect.poll(() => stageText(page), SOON).toContain('Own page /now');
  const say = async (text: string) => {
    await visitor.page.evaluate(`list.insertAdjacentHTML('beforeend', '<li>${text}</li>')`);
    // After the recorder has seen it.
    await visitor.page.evaluate(TELL);
  };
  await say('first news');
  await expect.poll(() => stageText(page), SOON).toContain('first news');
  expect(await page.locator('.rail .gap').count()).toBe(0);
  site.loses = true;
  await say('never seen');
  await vi.waitFor(() => expect(site.lost).toBeGreaterThan(0), SOON);
  site.loses = false;
  await say('last news');
  await expect.poll(() => stageText(page), SOON).toContain('last news');
  expect(await page.locator('.rail .gap').count()).toBe(1);
  const more = await visitor.context.newPage();
  await more.goto(`${site.origin}/now-too`);
  await expect.poll(() => page.locator('iframe.stage').count(), SOON).toBe(2);
  await expect.poll(() => page.locator('.marks button', { hasText: '/now-too' }).count(), SOON).toBe(1);
  await expect.poll(() => stageText(page), SOON).toContain('Own page /now-too');
  await context.close();
  await visitor.context.close();
  await site.close();
}, 120_000);
