import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ClickEvent } from '../../../ingest/src/contract/index.ts';
import type { Collector } from './collector.ts';
import { startCollector } from './collector.ts';
import type { Situation } from './extras-situations.ts';
import { ALIVE, CALM, DEAD, RAGE } from './extras-situations.ts';
import type { Site } from './harness.ts';
import { openBrowser, sleep, startSite, until } from './harness.ts';

const WINDOW_MS = 300;
/** Longer than anything a situation does later. */
const APART_MS = 1_000;
/** Deep enough that what lies outside is not near. */
const LEVELS = 6;

let collector: Collector;
let scripts: Site;
let site: Site;
let browser: Browser;
let body = '';
const SHORT = `data-dead-click-ms="${WINDOW_MS}"`;
let attributes = SHORT;

const html = () => `<!doctype html><html lang="en"><head><title>Shop</title><style>p,div{margin:2px}</style>
<script async src="${scripts.origin}/t.js" data-key="pk_test" data-host="${collector.origin}" data-allow-click-text
 data-ignore-dead=".quiet" ${attributes}></script></head><body>${body}
<p id="plain">plain</p><input id="field"><output id="out"></output><output id="out2"></output><output id="toast"></output>
<div id="dialog-at"><dialog id="dialog" style="position:static">dialog</dialog></div><style>#pop{inset:auto 0 0 auto}</style>
<p id="fragment" style="margin-top:2000px">end</p></body></html>`;

beforeAll(async () => {
  collector = await startCollector();
  scripts = await startSite(() => '');
  site = await startSite(html);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await site.close();
  await scripts.close();
  await collector.close();
});
beforeEach(() => {
  collector.clear();
  attributes = SHORT;
});

const open = async (): Promise<Page> => {
  const page = await browser.newPage();
  await page.route('**/slow', async (route) => {
    await sleep(2 * WINDOW_MS);
    await route.fulfill({ body: 'late' });
  });
  await page.goto(site.origin);
  await page.waitForFunction(`window.trodden?.diagnose?.().parts.extras === 'ready'`);
  return page;
};

const act = async (page: Page, { name, act, clicks = 1 }: Situation) => {
  if (act) await act(page);
  else {
    const box = await page.getByText(name, { exact: true }).first().boundingBox();
    if (!box) throw new Error(`${name} is not there`);
    for (let left = clicks; left--; ) await page.mouse.click(box.x + 5, box.y + 5);
  }
  await sleep(APART_MS);
};

/** What the clicks of each situation are called: each has a time of its own. */
const calledAfter = async (situations: Situation[]): Promise<Map<string, ClickEvent['data'][]>> => {
  const wrap = (html: string) => `${'<div>'.repeat(LEVELS)}${html}${'</div>'.repeat(LEVELS)}`;
  body = situations.map((situation) => wrap(situation.html)).join('');
  const page = await open();
  const begun: [name: string, atMs: number][] = [];
  for (const situation of situations) {
    begun.push([situation.name, Date.now()]);
    await act(page, situation);
  }
  const made = situations.reduce((sum, { clicks = 1 }) => sum + clicks, 0);
  await page.evaluate('trodden.flush()');
  await until(() => collector.of('$click').length >= made, 20_000);
  await page.close();
  expect(collector.faults).toEqual([]);
  const called = new Map<string, ClickEvent['data'][]>();
  for (const { data, event_at_ms } of collector.of('$click') as ClickEvent[]) {
    const [name = 'before all'] = begun.findLast(([, atMs]) => atMs <= event_at_ms) ?? [];
    called.set(name, [...(called.get(name) ?? []), data]);
  }
  return called;
};

describe('dead clicks', () => {
  it('names each where nothing follows, with the reason', async () => {
    const throws = { name: 'an error', html: `<button onclick="throw new Error('x')">an error</button>` };
    const called = await calledAfter([...DEAD, throws]);
    const reasons = [...called].map(([name, clicks]) => [name, clicks.map(({ dead }) => dead)]);
    expect(reasons).toEqual([
      ...DEAD.map(({ name }) => [name, [`no-change:${WINDOW_MS}`]]),
      ['an error', [`error:${WINDOW_MS}`]],
    ]);
  }, 90_000);

  it('names none where something follows, or nothing needs to', async () => {
    const called = await calledAfter(ALIVE);
    const reasons = ALIVE.map(({ name }) => [name, called.get(name)?.map(({ dead }) => dead)]);
    expect(reasons).toEqual(ALIVE.map(({ name }) => [name, [undefined]]));
  }, 120_000);

  it('waits a second unless told otherwise', async () => {
    attributes = '';
    body = ['at 900', 'at 1300']
      .map((name) => `<button onclick="setTimeout(()=>out.textContent+='x',${name.slice(3)})">${name}</button>`)
      .join('');
    const page = await open();
    for (const name of ['at 900', 'at 1300']) {
      await page.getByText(name).click();
      await sleep(1_600);
    }
    await page.evaluate('trodden.flush()');
    await page.close();
    expect((collector.of('$click') as ClickEvent[]).map(({ data }) => data.dead)).toEqual([
      undefined,
      'no-change:1000',
    ]);
  });
});

describe('rage clicks', () => {
  it('counts quick clicks on one spot that nobody answers, once a burst', async () => {
    const called = await calledAfter(RAGE);
    const counts = RAGE.map(({ name }) => [name, called.get(name)?.flatMap(({ rage }) => rage ?? [])]);
    expect(counts).toEqual(RAGE.map(({ name, clicks }) => [name, [clicks]]));
  }, 60_000);

  it('counts none where a repeat is meant', async () => {
    const called = await calledAfter(CALM);
    const counts = CALM.map(({ name }) => [name, called.get(name)?.flatMap(({ rage }) => rage ?? [])]);
    expect(counts).toEqual(CALM.map(({ name }) => [name, []]));
  }, 60_000);
});
