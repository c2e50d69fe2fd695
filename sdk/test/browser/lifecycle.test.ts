import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PageViewEvent } from '../../../ingest/src/contract/index.ts';
import type { Collector } from './collector.ts';
import { startCollector } from './collector.ts';
import type { Site } from './harness.ts';
import { openBrowser, sleep, startSite, until } from './harness.ts';

let collector: Collector;
let site: Site;
let browser: Browser;
let page: Page;
let errors: string[];
/** The npm form, as a global. */
let module: string;

beforeAll(async () => {
  collector = await startCollector();
  site = await startSite((path) => `<!doctype html><html><head><title>${path}</title></head><body>x</body></html>`);
  browser = await openBrowser();
  const { outputFiles } = await build({
    entryPoints: ['sdk/src/index.ts'],
    bundle: true,
    format: 'iife',
    globalName: 'sdk',
    write: false,
  });
  module = `${outputFiles[0]?.text}; globalThis.sdk = sdk;`;
});
afterAll(async () => {
  await browser.close();
  await site.close();
  await collector.close();
});
beforeEach(async () => {
  collector.clear();
  errors = [];
  const context = await browser.newContext();
  page = await context.newPage();
  page.on('pageerror', (error) => errors.push(String(error)));
  return () => context.close();
});

/** Without what page views gather until they end; the library behind `vitals` is made stoppable only by the real build. */
const WITHOUT = 'scroll visible exposures vitals';
const init = (more = '') => `sdk.init({ key: 'pk_test', host: '${collector.origin}', without: '${WITHOUT}', ${more} })`;
const load = async (path = '/start') => {
  await page.goto(site.origin + path);
  await page.evaluate(module);
};
/** Ends the page and reads what arrived. */
const views = async () => {
  await page.goto('about:blank');
  await until(() => false, 400);
  return (collector.of('$page-view') as PageViewEvent[]).map(({ data }) => `${data.entry_type} ${data.path}`);
};

describe('init and stop', () => {
  it('a second init is the same handle and records nothing twice', async () => {
    await load();
    expect(await page.evaluate(`${init()} === ${init()}`)).toBe(true);
    await page.evaluate(`history.pushState({},'','/a')`);
    expect(await views()).toEqual(['initial /start', 'push /a']);
  });

  it('a second copy of the SDK joins the first', async () => {
    await load();
    await page.evaluate(init());
    await page.evaluate(module);
    await page.evaluate(init());
    expect(await views()).toEqual(['initial /start']);
  });

  it('StrictMode: init, stop, init is one page view in one segment, and clicks count once', async () => {
    await load();
    await page.evaluate(`${init()}.stop(); ${init()}`);
    await page.mouse.click(5, 5);
    await page.evaluate(`${init()}.stop(); ${init()}`);
    expect(await views()).toEqual(['initial /start']);
    expect(collector.of('$click').length).toBe(1);
    const envelopes = [...collector.kept.values()].map(({ envelope }) => envelope);
    expect(new Set(envelopes.map(({ session_replay_segment_id }) => session_replay_segment_id)).size).toBe(1);
    const numbers = envelopes.map(({ batch_seq }) => batch_seq);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(collector.faults).toEqual([]);
  });

  it('stop leaves no listener, timer, patched method or storage handle behind', async () => {
    await page.addInitScript(() => {
      const live = new Set<string>();
      const count = { value: 0 };
      Object.assign(globalThis, { live, count });
      const { addEventListener, removeEventListener } = EventTarget.prototype;
      EventTarget.prototype.addEventListener = function (type: string, ...rest: never[]) {
        if (this instanceof Window || this instanceof Node)
          live.add(`${this.constructor.name} ${type} ${String(rest[0]).length}`);
        return (addEventListener as never as (...a: unknown[]) => void).call(this, type, ...rest);
      };
      EventTarget.prototype.removeEventListener = function (type: string, ...rest: never[]) {
        live.delete(`${this.constructor?.name} ${type} ${String(rest[0]).length}`);
        return (removeEventListener as never as (...a: unknown[]) => void).call(this, type, ...rest);
      };
      const { setTimeout: set, clearTimeout: clear } = globalThis;
      const timers = new Set<unknown>();
      Object.assign(globalThis, { timers });
      globalThis.setTimeout = ((work: () => void, ms: number) => {
        const id = set(() => {
          timers.delete(id);
          work();
        }, ms);
        timers.add(id);
        return id;
      }) as never;
      globalThis.clearTimeout = ((id: never) => {
        timers.delete(id);
        clear(id);
      }) as never;
    });
    await load();
    const before = await page.evaluate(`JSON.stringify([[...live], timers.size, Object.keys(history)])`);
    await page.evaluate(`globalThis.handle = ${init()}`);
    await page.evaluate(`handle.track('x'); handle.identify('u1')`);
    await page.mouse.click(5, 5);
    expect(await page.evaluate('live.size')).toBeGreaterThan(5);
    await page.evaluate('handle.stop()');
    await sleep(100);
    expect(await page.evaluate(`JSON.stringify([[...live], timers.size, Object.keys(history)])`)).toBe(before);
    await page.evaluate(
      `handle.track('after'); handle.identify('u2'); handle.signOut(); handle.flush(); history.pushState({},'','/z')`,
    );
    await page.mouse.click(6, 6);
    expect(await views()).toEqual(['initial /start']);
    expect(collector.of('after')).toEqual([]);
    expect(errors).toEqual([]);
  });

  it('an opt-out in one tab ends the recording in the other', async () => {
    const other = await page.context().newPage();
    for (const tab of [page, other]) {
      await tab.goto(`${site.origin}/tab`);
      await tab.evaluate(module);
      await tab.evaluate(`globalThis.handle = ${init()}`);
    }
    await other.evaluate(`handle.track('before', {}, { important: true })`);
    await until(() => collector.of('before').length === 1);
    await page.evaluate('handle.optOut()');
    // A storage event is a task of its own in the other tab.
    await other.evaluate('new Promise((done) => setTimeout(done, 200))');
    await other.evaluate(`handle.track('after', {}, { important: true }); history.pushState({}, '', '/later')`);
    await other.mouse.click(5, 5);
    await other.close();
    await until(() => false, 600);
    expect(collector.of('before').length).toBe(1);
    expect([...collector.of('after'), ...collector.of('$click')]).toEqual([]);
    expect(collector.of('$page-view').length).toBeLessThanOrEqual(2);
  });

  it("somebody else's patch of history, before and after ours, keeps working", async () => {
    await load();
    await page.evaluate(`globalThis.seen = [];
      const patch = (name) => { const before = history.pushState; history.pushState = function (...a) { seen.push(name); return before.apply(this, a) } };
      patch('early'); globalThis.handle = ${init()}; patch('late');
      history.pushState({}, '', '/a'); handle.stop(); history.pushState({}, '', '/b');`);
    expect(await page.evaluate('seen.join()')).toBe('late,early,late,early');
    expect(await page.evaluate('location.pathname')).toBe('/b');
    expect(await views()).toEqual(['initial /start', 'push /a']);
  });
});

describe('consent', () => {
  const storage = () => page.evaluate('JSON.stringify([Object.keys(localStorage), Object.keys(sessionStorage)])');

  it('denied: nothing is sent and nothing stored, until the visitor opts in', async () => {
    await load();
    await page.evaluate(`globalThis.t = ${init(`consent: 'denied'`)}; t.track('no'); t.identify('u1')`);
    await page.mouse.click(5, 5);
    await sleep(200);
    expect(await storage()).toBe('[[],[]]');
    expect(await page.evaluate('indexedDB.databases().then((all) => all.length)')).toBe(0);
    await page.evaluate(`t.optIn(); t.track('yes')`);
    await page.mouse.click(5, 5);
    expect(await views()).toEqual(['initial /start']);
    expect(collector.of('no')).toEqual([]);
    expect([collector.of('yes').length, collector.of('$click').length]).toEqual([1, 1]);
  });

  it('opting out forgets all but the decision, for the next page too', async () => {
    await load();
    collector.mood = () => 'busy';
    await page.evaluate(`globalThis.t = ${init()}; t.track('gone')`);
    await page.evaluate('t.flush()');
    await page.evaluate('t.optOut()');
    expect(await storage()).toBe('[["trodden1.pk_test.consent"],[]]');
    await load('/two');
    collector.clear();
    await page.evaluate(`globalThis.t = ${init()}; t.track('no')`);
    await sleep(1_500);
    expect(await views()).toEqual([]);
    expect(collector.requests).toEqual([]);
  });

  it('Global Privacy Control counts as no, unless the visitor says yes here', async () => {
    await page.addInitScript(`Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })`);
    await load();
    await page.evaluate(`globalThis.t = ${init(`consent: 'granted'`)}; t.track('no')`);
    expect(await storage()).toBe('[[],[]]');
    await page.evaluate(`t.optIn(); t.track('yes')`);
    await views();
    expect([collector.of('no').length, collector.of('yes').length]).toEqual([0, 1]);
  });
});
