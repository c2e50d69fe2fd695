import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Collector } from './collector.ts';
import { startCollector } from './collector.ts';
import type { Site } from './harness.ts';
import { openBrowser, sleep, startSite, until } from './harness.ts';
import type { HostilePage } from './hostile-pages.ts';
import { HOSTILE_PAGES } from './hostile-pages.ts';

let collector: Collector;
let site: Site;
let browser: Browser;
let served: HostilePage = { name: '', works: true };

const html = () => `<!doctype html><html><head><title>t</title>
<script>globalThis.seen = [];
  for (const type of ['error', 'unhandledrejection'])
    addEventListener(type, (event) => seen.push(type + ' ' + String(event.message ?? event.reason)));</script>
<script>window.trodden=window.trodden||function(){(trodden.q=trodden.q||[]).push(arguments)}</script>
<script>${served.before ?? ''}</script></head>
<body><button id="b">Buy</button><a id="a" href="#x">Link</a><p id="p">Text</p>${served.body ?? ''}
<script src="/t.js" data-key="pk_test" data-host="${collector.origin}"></script>
<script>${served.after ?? ''}</script></body></html>`;

beforeAll(async () => {
  collector = await startCollector();
  site = await startSite(html);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await site.close();
  await collector.close();
});
beforeEach(() => collector.clear());

/** Everything a page can notice of us. */
const watch = (page: Page) => {
  const noticed: string[] = [];
  page.on('pageerror', (error) => noticed.push(`pageerror ${error}`));
  page.on('console', (message) => {
    // That a request was refused is the browser's own word, and the same for a server that is away.
    const own = /^Failed to load resource/.test(message.text());
    if (/error|warning/.test(message.type()) && !own) noticed.push(`console ${message.text()}`);
  });
  page.on('crash', () => noticed.push('crash'));
  return noticed;
};

/** Real input, so that no hostile method of the page stands in the way of the test itself. */
const use = async (page: Page) => {
  await page.mouse.click(20, 20);
  await page.mouse.click(70, 20);
  await page.mouse.click(30, 60);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await sleep(150);
};

const VISIT = `(() => { const errors = [];
  const attempt = (work) => { try { work() } catch (error) { errors.push(String(error)) } };
  attempt(() => trodden('track', 'own', { a: 1 }));
  attempt(() => trodden.track?.('own', { b: [1], c: { get x() { throw new Error('mine') } } }));
  attempt(() => trodden.identify?.('u1'));
  attempt(() => trodden.flush?.());
  return errors })()`;

describe('a hostile page never notices us', () => {
  for (const hostile of HOSTILE_PAGES)
    it(`${hostile.name}: ${hostile.works ? 'events arrive' : 'nothing breaks'}`, async () => {
      served = hostile;
      const context = await browser.newContext({ viewport: { width: 800, height: 600 } });
      const page = await context.newPage();
      const noticed = watch(page);
      // Not through the page's own world, which may be unable to run anything.
      const session = await context.newCDPSession(page);
      const run = async (expression: string) => {
        const { result } = await session.send('Runtime.evaluate', { expression });
        return result;
      };
      await page.goto(site.origin);
      await use(page);
      const thrown = await session.send('Runtime.evaluate', { expression: VISIT, returnByValue: true });
      await sleep(150);
      await run('try { trodden.stop?.() } catch (error) { seen.push(String(error)) }');
      await sleep(50);
      const seen = await session.send('Runtime.evaluate', { expression: 'seen', returnByValue: true });
      await page.close();
      if (hostile.works) await until(() => collector.of('own').length > 0 && collector.of('$click').length > 0, 20_000);
      await context.close();
      const stubbed = thrown.result.value ?? [];
      expect({ noticed, seen: seen.result.value, thrown: stubbed }).toEqual({ noticed: [], seen: [], thrown: [] });
      if (hostile.works)
        expect({ own: collector.of('own').length > 0, clicks: collector.of('$click').length > 0 }).toEqual({
          own: true,
          clicks: true,
        });
      if (hostile.works) expect(collector.faults).toEqual([]);
    });
});

describe("somebody else's patches", () => {
  it('of history before and after ours work while we run and after we stopped', async () => {
    served = {
      name: '',
      works: true,
      before: `globalThis.calls = []; { const push = history.pushState; history.pushState = function (...given) { calls.push('early'); return push.apply(this, given) } }`,
      after: `{ const push = history.pushState; history.pushState = function (...given) { calls.push('late'); return push.apply(this, given) } }`,
    };
    const page = await browser.newPage();
    const noticed = watch(page);
    await page.goto(site.origin);
    await page.evaluate(
      `globalThis.theirs = history.pushState; history.pushState({ n: 1 }, '', '/one'); trodden.stop(); history.pushState({ n: 2 }, '', '/two')`,
    );
    expect(await page.evaluate('calls.join()')).toBe('late,early,late,early');
    expect(await page.evaluate('[history.pushState === theirs, history.state.n, location.pathname].join()')).toBe(
      'true,2,/two',
    );
    expect(noticed).toEqual([]);
    await page.close();
  });

  it('of history only before ours are exactly as they were', async () => {
    served = {
      name: '',
      works: true,
      before: `globalThis.mine = function (...given) { return History.prototype.pushState.apply(this, given) }; history.pushState = mine;`,
    };
    const page = await browser.newPage();
    await page.goto(site.origin);
    expect(await page.evaluate('history.pushState === mine')).toBe(false);
    await page.evaluate('trodden.stop()');
    expect(await page.evaluate(`history.pushState === mine && !Object.hasOwn(history, 'replaceState')`)).toBe(true);
    await page.close();
  });
});

describe('a page of 150,000 nodes', () => {
  it('records clicks without a long task of ours', { timeout: 90_000 }, async () => {
    served = {
      name: '',
      works: true,
      after: `{ const main = document.createElement('main'); document.body.append(main);
        for (let n = 0; n < 10000; n++) { const row = document.createElement('div'); row.className = 'row';
          for (let m = 0; m < 7; m++) { const cell = document.createElement('span'); cell.append('cell ' + n + '.' + m); row.append(cell) }
          row.firstChild.setAttribute('role', 'button'); main.append(row) } }`,
    };
    const page = await browser.newPage();
    const noticed = watch(page);
    await page.goto(site.origin);
    const nodes = await page.evaluate(
      `document.createTreeWalker(document, NodeFilter.SHOW_ALL) && (() => { let n = 0; const walker = document.createTreeWalker(document); while (walker.nextNode()) n++; return n })()`,
    );
    expect(nodes).toBeGreaterThan(150_000);
    for (let y = 60; y < 560; y += 25) await page.mouse.click(25, y);
    await page.evaluate('trodden.flush()');
    await until(() => collector.of('$click').length >= 20);
    expect(collector.of('$click').length).toBe(20);
    const { faults } = await page.evaluate<{ faults: Record<string, number> }>('trodden.diagnose()');
    expect(faults).toEqual({});
    expect(noticed).toEqual([]);
    await page.close();
  });
});
