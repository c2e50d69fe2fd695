import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ReplayAnswer, ReplaysAnswer } from '../../../ingest/src/contract/index.ts';
import type { Site } from './harness.ts';
import { openBrowser, sleep, startSite } from './harness.ts';
import { REPLAY_READY } from './replay-collector.ts';
import type { IngestServer } from './server.ts';
import { PUBLIC_KEY, startIngest } from './server.ts';

const DAY_MS = 86_400_000;
const EXACT_MS = 100;
/** The long form is five minutes. */
const OFFLINE_MS = Number(process.env.TRODDEN_OFFLINE_MS ?? 8_000);
const ARRIVED_MS = 90_000;
/** The visitor's clock is two days ahead; `realNow` is the machine's. */
const CLOCK = `{
  const Real = Date;
  window.realNow = Real.now.bind(Real);
  const now = () => realNow() + ${2 * DAY_MS};
  window.Date = class extends Real { constructor(...given) { given.length ? super(...given) : super(now()); } };
  Date.now = now;
}`;

let ingest: IngestServer;
let site: Site;
let browser: Browser;

beforeAll(async () => {
  ingest = await startIngest();
  site = await startSite(
    (path) => `<!doctype html><html lang="en"><head><title>${path}</title>
<script src="/t.js" data-key="${PUBLIC_KEY}" data-host="${ingest.url}" data-replay="on" data-replay-min-ms="0"></script></head>
<body><button id="buy">Buy</button><ul id="list"></ul><a id="next" href="/b">Next</a></body></html>`,
  );
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await site.close();
  await ingest.stop();
});

const visit = async (context: BrowserContext, path: string): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(site.origin + path);
  await page.waitForFunction(REPLAY_READY);
  return page;
};
/** Something that can be seen, and a mark with the real time it was made at. */
const note = async (page: Page, name: string): Promise<number> => {
  await page.evaluate(`list.insertAdjacentHTML('beforeend', '<li class="${name}">x</li>')`);
  return page.evaluate<number>(`trodden.track('${name}'), realNow()`);
};

it(
  'a visit of pages and tabs, a server that is killed, a network that is gone: one replay without a gap, as long as it was',
  async () => {
    const context = await browser.newContext();
    await context.addInitScript(CLOCK);
    const opened = Date.now();
    const first = await visit(context, '/a');
    const begin = await note(first, 'begin');
    await first.click('#next');
    await first.waitForFunction(REPLAY_READY);
    const tab = await visit(context, '/c');
    await note(tab, 'in-tab');
    await tab.close();

    await ingest.kill();
    await note(first, 'server-gone');
    await sleep(2_500);
    await ingest.restart();

    await context.setOffline(true);
    for (let n = 0; n < 4; n++) {
      await note(first, `offline-${n}`);
      await sleep(OFFLINE_MS / 4);
    }
    await context.setOffline(false);
    const end = await note(first, 'end');
    const closed = Date.now();
    await first.close();
    // What could not leave any more goes with the next page of the visit.
    await visit(context, '/d');

    const named = (replay: ReplayAnswer | undefined, label: string) =>
      replay?.marks.find((mark) => mark.label === label)?.at_ms ?? Number.NaN;
    let replay: ReplayAnswer | undefined;
    const wanted = [
      'begin',
      'in-tab',
      'server-gone',
      'offline-0',
      'offline-1',
      'offline-2',
      'offline-3',
      'end',
      '/a',
      '/b',
      '/c',
      '/d',
    ];
    const missing = () => wanted.filter((label) => Number.isNaN(named(replay, label)));
    for (const until = Date.now() + ARRIVED_MS; Date.now() < until; await sleep(500)) {
      const { items } = await ingest.ask<ReplaysAnswer>('/api/replays').catch(() => ({ items: [] }));
      if (items?.[0]) replay = await ingest.ask<ReplayAnswer>(`/api/replays/${items[0].session_replay_id}`);
      if (replay?.gaps?.length === 0 && missing().length === 0) break;
    }
    expect({ missing: missing(), gaps: replay?.gaps, tabs: replay?.tabs.length }).toEqual({
      missing: [],
      gaps: [],
      tabs: 3,
    });
    // Every page load has a picture to begin with.
    const segments = replay?.tabs.flatMap((each) => each.segments) ?? [];
    expect(segments.filter((id) => !replay?.snapshots.some((each) => each.session_replay_segment_id === id))).toEqual(
      [],
    );
    const shown = named(replay, 'end') - named(replay, 'begin');
    expect(Math.abs(shown - (end - begin))).toBeLessThanOrEqual(EXACT_MS);
    // By the server's clock, and in its place.
    expect(Math.abs(named(replay, 'begin') - begin)).toBeLessThan(1_000);
    expect(replay?.started_at_ms).toBeGreaterThan(opened - EXACT_MS);
    expect(named(replay, 'end')).toBeLessThan(closed + EXACT_MS);
    await context.close();
  },
  180_000 + OFFLINE_MS,
);
