import { afterAll, beforeAll, expect, it } from 'vitest';
import { runSpa, SPA_BODY } from '../matrix/spa-run.ts';
import type { Collector } from './collector.ts';
import { startCollector } from './collector.ts';
import type { Site } from './harness.ts';
import { openBrowser, sleep, startSite } from './harness.ts';

const NAVIGATIONS = Number(process.env.LEAK_NAVIGATIONS ?? 400);
const CLICKS_PER_ROUTE = 5;
/** What a heap may wander between two samples without anything being kept. */
const NOISE_BYTES = 150_000;

let collector: Collector;
let site: Site;

beforeAll(async () => {
  collector = await startCollector();
  site = await startSite(
    () => `<!doctype html><html><head><title>t</title>
<script src="/t.js" data-key="pk_test" data-scripted-clicks data-host="${collector.origin}"></script></head>
<body>${SPA_BODY}</body></html>`,
  );
});
afterAll(async () => {
  await site.close();
  await collector.close();
});

it(`${NAVIGATIONS} navigations and ${NAVIGATIONS * CLICKS_PER_ROUTE} clicks leave heap, listeners and nodes flat`, {
  timeout: 180_000,
}, async () => {
  const held = await runSpa(site.origin, { navigations: NAVIGATIONS, clicks: NAVIGATIONS * CLICKS_PER_ROUTE });
  const [, first] = held;
  const last = held.at(-1);
  expect(collector.of('$page-view').length).toBeGreaterThanOrEqual(NAVIGATIONS);
  expect(collector.of('$click').length).toBeGreaterThanOrEqual(NAVIGATIONS * CLICKS_PER_ROUTE - 50);
  expect(last?.JSEventListeners).toBe(first?.JSEventListeners);
  expect(last?.Nodes).toBeLessThanOrEqual((first?.Nodes ?? 0) + 50);
  expect((last?.JSHeapUsedSize ?? 0) - (first?.JSHeapUsedSize ?? 0)).toBeLessThanOrEqual(NOISE_BYTES);
});

/** Counts everything that must be undone: listeners, timers, idle callbacks, observers, own properties. */
const INSTRUMENT = `(() => {
  const live = new Map();
  const count = (kind, by) => live.set(kind, (live.get(kind) ?? 0) + by);
  globalThis.liveCounts = () => JSON.stringify(Object.fromEntries([...live].filter(([, n]) => n).sort()));
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  const known = new WeakMap();
  const capture = (options) => (typeof options === 'object' ? !!options?.capture : !!options);
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const mine = known.get(this) ?? known.set(this, new Map()).get(this);
    const key = type + capture(options);
    const set = mine.get(key) ?? mine.set(key, new Set()).get(key);
    if (!options?.once && !set.has(listener)) {
      set.add(listener); count('listener ' + type, 1);
      if (options?.signal) addEventListener.call(options.signal, 'abort', () => { if (set.delete(listener)) count('listener ' + type, -1) }) }
    return addEventListener.call(this, type, listener, options);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    const set = known.get(this)?.get(type + capture(options));
    if (set?.delete(listener)) count('listener ' + type, -1);
    return removeEventListener.call(this, type, listener, options);
  };
  const pair = (start, stop, once) => {
    const begin = globalThis[start], end = globalThis[stop], ids = new Set();
    globalThis[start] = (work, ...rest) => {
      const id = begin((...given) => { if (once && ids.delete(id)) count(start, -1); return work(...given) }, ...rest);
      ids.add(id); count(start, 1); return id };
    globalThis[stop] = (id) => { if (ids.delete(id)) count(start, -1); return end(id) };
  };
  pair('setTimeout', 'clearTimeout', true);
  pair('setInterval', 'clearInterval', false);
  pair('requestIdleCallback', 'cancelIdleCallback', true);
  pair('requestAnimationFrame', 'cancelAnimationFrame', true);
  for (const name of ['MutationObserver', 'IntersectionObserver', 'ResizeObserver', 'PerformanceObserver', 'ReportingObserver', 'BroadcastChannel']) {
    const Native = globalThis[name];
    if (!Native) continue;
    globalThis[name] = class extends Native {
      observe(...given) { if (!this.on) { this.on = true; count(name, 1) } return super.observe(...given) }
      disconnect() { if (this.on) { this.on = false; count(name, -1) } return super.disconnect() }
      close() { return super.close?.() }
    };
  }
})()`;

const OWN = `JSON.stringify([history, navigator, document, HTMLElement.prototype, Element.prototype, Node.prototype, Event.prototype,
  XMLHttpRequest.prototype, Storage.prototype, console].map((object) => Object.getOwnPropertyNames(object).map((name) => {
    const { value, get } = Object.getOwnPropertyDescriptor(object, name);
    return name + (typeof value === 'function' ? Function.prototype.toString.call(value).length : '') + (get ? 'g' : '') })))
  + fetch.toString() + onerror + onunhandledrejection`;

it('stop() leaves no listener, timer, observer or patched method, and the page as it was', async () => {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.addInitScript(INSTRUMENT);
    await page.route('**/t.js*', (route) => route.fulfill({ status: 200, contentType: 'text/javascript', body: '' }));
    await page.goto(site.origin);
    const before = await page.evaluate('liveCounts()');
    const own = await page.evaluate(OWN);
    await page.unroute('**/t.js*');
    await page.evaluate(
      ([host]) =>
        new Promise((resolve) => {
          const script = document.createElement('script');
          Object.assign(script.dataset, { key: 'pk_test', host, scriptedClicks: '' });
          script.src = '/t.js?again';
          script.onload = resolve;
          document.head.append(script);
        }),
      [collector.origin],
    );
    await page.evaluate(`for (let n = 0; n < 5; n++) { go(n); document.querySelector('main button').click() }`);
    await page.mouse.click(30, 30);
    await sleep(3_500);
    expect(await page.evaluate('liveCounts()')).not.toBe(before);
    await page.evaluate('trodden.stop()');
    await sleep(500);
    expect(await page.evaluate('liveCounts()')).toBe(before);
    expect(await page.evaluate(OWN)).toBe(own);
    await page.evaluate(`for (let n = 0; n < 5; n++) { go(n); document.querySelector('main button').click() }`);
    await sleep(200);
    expect(await page.evaluate('liveCounts()')).toBe(before);
  } finally {
    await browser.close();
  }
});
