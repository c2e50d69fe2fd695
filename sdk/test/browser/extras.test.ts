import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ClickEvent, FlatData, PageViewEvent } from '../../../ingest/src/contract/index.ts';
import { anchorKey } from '../../../ingest/src/contract/index.ts';
import type { Collector } from './collector.ts';
import { startCollector } from './collector.ts';
import type { Site } from './harness.ts';
import { openBrowser, sleep, startSite, until } from './harness.ts';

let collector: Collector;
let scripts: Site;
let site: Site;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let body = '';
let frame = '';
let attributes = '';
let head = '';

const html = (path: string) =>
  path.startsWith('/plain')
    ? frame
    : `<!doctype html><html lang="en"><head><title>Shop</title>${head}
<script async src="${scripts.origin}/t.js" data-key="pk_test" data-host="${collector.origin}" ${attributes}></script></head>
<body style="margin:0">${body}</body></html>`;

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
beforeEach(async () => {
  collector.clear();
  body = frame = attributes = head = '';
  context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
  page = await context.newPage();
});
afterEach(() => context.close());

const READY = `window.trodden?.diagnose?.().parts.extras === 'ready' && trodden.diagnose().parts.vitals !== 'loading'`;
const open = async (path = '/') => {
  await page.goto(site.origin + path);
  await page.waitForFunction(READY);
};
/** Leaves the page for another of the site, as people do; its events arrive as it goes. */
const leave = async () => {
  attributes = 'data-consent="denied"';
  await page.goto(`${site.origin}/next`);
};
const dataOf = (type: string) => collector.of(type).map(({ data }) => data as FlatData);
/** What was told, once there is as much as expected or time is over. */
const told = async (type: string, count = 1) => {
  await until(() => collector.of(type).length >= count, 20_000);
  expect(collector.faults).toEqual([]);
  return dataOf(type);
};

describe('scroll depth', () => {
  it('is the lowest point seen of each page view, in percent and pixels', async () => {
    body = '<div style="height:2800px"></div>';
    await open();
    await page.evaluate('scrollTo(0, 700)');
    await sleep(400);
    await page.evaluate('scrollTo(0, 0)');
    await sleep(400);
    await page.evaluate(`history.pushState({}, '', '/second')`);
    await sleep(100);
    await leave();
    const [first, second] = await told('$scroll', 2);
    expect(first).toEqual({ depth: 50, depth_px: 1400, fold_px: 700, page_height: 2800, viewport_width: 1000 });
    expect(second).toEqual({ depth: 25, depth_px: 700, fold_px: 700, page_height: 2800, viewport_width: 1000 });
    const views = collector.of('$page-view').map(({ page_view_id }) => page_view_id);
    expect(collector.of('$scroll').map(({ page_view_id }) => page_view_id)).toEqual(views);
  });

  it('is that of the large box that scrolls where the document does not', async () => {
    body = `<div style="display:flex;height:700px"><nav style="width:200px;height:700px;overflow:auto"><p style="height:9000px"></nav>
<main style="flex:1;overflow:auto" id="main"><p style="margin:0;height:1400px"></main></div>`;
    await open();
    await page.evaluate('main.scrollTo(0, 350)');
    await sleep(400);
    await page.evaluate(`document.querySelector('nav').scrollTo(0, 8000)`);
    await sleep(400);
    await leave();
    expect(await told('$scroll')).toEqual([
      { depth: 75, depth_px: 1050, fold_px: 700, page_height: 1400, viewport_width: 1000 },
    ]);
  });
});

describe('visible time', () => {
  const hide = (hidden: boolean) =>
    page.evaluate((hidden) => {
      Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);

  it('counts what was visible and used, over hiding and a second page view', async () => {
    const timed = async (steps: () => Promise<unknown>) => {
      const before = performance.now();
      await steps();
      return performance.now() - before;
    };
    const atFirst = await timed(() =>
      open()
        .then(() => sleep(1_000))
        .then(() => hide(true)),
    );
    await sleep(1_500);
    const afterwards = await timed(() =>
      hide(false)
        .then(() => sleep(500))
        .then(() => page.evaluate(`history.pushState({}, '', '/second')`)),
    );
    const atLast = await timed(() => sleep(300).then(leave));
    const visits = await told('$visible', 3);
    const [first, again, second] = visits as Record<'visible_ms' | 'active_ms', number>[];
    expect(first?.visible_ms).toBeGreaterThanOrEqual(1_000);
    expect(first?.visible_ms).toBeLessThanOrEqual(Math.ceil(atFirst));
    expect(again?.visible_ms).toBeGreaterThanOrEqual(500);
    expect(again?.visible_ms).toBeLessThanOrEqual(Math.ceil(afterwards));
    expect(second?.visible_ms).toBeGreaterThanOrEqual(300);
    expect(second?.visible_ms).toBeLessThanOrEqual(Math.ceil(atLast));
    expect(first?.active_ms).toBe(first?.visible_ms);
    const [one, two] = collector.of('$page-view').map(({ page_view_id }) => page_view_id);
    expect(collector.of('$visible').map(({ page_view_id }) => page_view_id)).toEqual([one, one, two]);
  });
});

describe('form submits', () => {
  it('tells name, action, method and fields, never values', async () => {
    body = `<form id="f" name="checkout" action="/pay?card=4111" method="post" onsubmit="return false">
<input name="action" value="s3cret-value"><input type="password" value="s3cret-pass"><select><option>s3cret-option</select><textarea>s3cret-text</textarea>
<input type="hidden" value="s3cret-hidden"><button>Pay</button></form>
<form id="g" action="/find"><input required type="email" placeholder="s3cret-placeholder"><input required><button>Find</button></form>
<form data-trodden-ignore onsubmit="return false"><button>Quiet</button></form>`;
    await open();
    await page.evaluate(`document.querySelector('#g input').checkValidity()`);
    for (const name of ['Pay', 'Find', 'Quiet']) {
      await page.getByText(name).click();
      await sleep(50);
    }
    await page.fill('#g input >> nth=0', 's3cret@example.com');
    await page.fill('#g input >> nth=1', 's3cret-word');
    await page.getByText('Find').click();
    await page.waitForURL(/find/);
    const key = expect.stringMatching(/^[0-9a-z]{4,7}$/);
    expect(await told('$form-submit', 3)).toEqual([
      { key, name: 'checkout', action: '/pay', method: 'post', fields: 4, prevented: true, invalid: 0 },
      { key, name: 'g', action: '/find', method: 'get', fields: 2, prevented: false, invalid: 2 },
      { key, name: 'g', action: '/find', method: 'get', fields: 2, prevented: false, invalid: 0 },
    ]);
    await until(() => collector.of('$page-view').length >= 2);
    expect(JSON.stringify([...collector.kept.values()].map(({ bytes }) => bytes))).not.toMatch(/s3cret|4111/);
  });
});

describe('uncaught errors', () => {
  it('takes the early ones over, counts repeats, caps, and leaves files and extensions out', async () => {
    head = '<script>addEventListener("error",()=>{});</script>';
    body = `<script>addEventListener('load',()=>{throw new TypeError('early for max@example.com')})</script><img src="http://127.0.0.1:1/x.png">`;
    await page.goto(site.origin);
    await page.waitForFunction(READY);
    await page.evaluate(`for (let n = 0; n < 5; n++) setTimeout(() => { throw new RangeError('again ' + n) })`);
    await page.evaluate(`void Promise.reject(new Error('see https://api.example/a?token=abc#x'))`);
    await page.evaluate(
      `dispatchEvent(new ErrorEvent('error', { message: 'x', filename: 'chrome-extension://a/b.js' }))`,
    );
    await page.evaluate(`dispatchEvent(new ErrorEvent('error', { message: 'ResizeObserver loop completed' }))`);
    await sleep(100);
    await page.evaluate(
      `for (let n = 0; n < 30; n++) setTimeout(() => { throw new Error(String.fromCharCode(97 + n)) })`,
    );
    await sleep(100);
    await leave();
    const errors = await told('$error', 10);
    expect(errors).toHaveLength(10);
    expect(errors[0]).toMatchObject({
      kind: 'error',
      name: 'TypeError',
      message: 'Uncaught TypeError: early for *',
      source: '/',
      count: 1,
    });
    expect(errors[0]?.line).toBeGreaterThan(1);
    expect(errors[1]).toMatchObject({ message: 'Uncaught RangeError: again 0', count: 5 });
    expect(errors[2]).toMatchObject({ kind: 'unhandledrejection', message: 'see https://api.example/a', count: 1 });
  });

  it('tells at the end what came after the event had gone', async () => {
    await open();
    const fail = () => page.evaluate(`setTimeout(() => { throw new Error('same') })`);
    await fail();
    await page.evaluate('new Promise((done) => setTimeout(done, 50)).then(() => trodden.flush())');
    await until(() => collector.of('$error').length === 1);
    await fail();
    await fail();
    await sleep(50);
    await leave();
    expect((await told('$error', 2)).map(({ count }) => count)).toEqual([1, 2]);
  });
});

describe('exposures', () => {
  const keyOf = (name: string) =>
    (collector.of('$click') as ClickEvent[]).flatMap(({ data }) =>
      data.text === name ? anchorKey(data.anchor) : [],
    )[0];

  it('lists, once a page view, what was half visible for a second, by the keys that clicks have', async () => {
    attributes = 'data-allow-click-text';
    body = `<button>Seen</button><a href="#x">Link</a><p>words</p>
<button style="position:absolute;top:690px;left:0;height:40px">Cut</button>
<x-box><template shadowrootmode="open"><button>Inner</button></template></x-box>
<div style="height:100px;overflow:hidden"><button style="margin-top:200px">Clipped</button></div>
<div data-trodden-ignore><button>Ignored</button></div>
<button style="position:absolute;top:2000px" id="low">Low</button><button style="position:absolute;top:3000px">Never</button>`;
    await open();
    await sleep(1_800);
    await page.evaluate(`scrollTo(0, 1900)`);
    await sleep(400);
    await page.evaluate(`scrollTo(0, 0)`);
    await sleep(1_500);
    await page.evaluate(
      `document.body.append(Object.assign(document.createElement('button'), { textContent: 'New' }))`,
    );
    await sleep(4_000);
    for (const name of ['Seen', 'Link', 'Inner', 'New']) await page.getByText(name, { exact: true }).click();
    await page.evaluate('trodden.flush()');
    await leave();
    const lists = await told('$exposures');
    expect(lists).toHaveLength(1);
    const keys = ['Seen', 'Link', 'Inner', 'New'].map(keyOf);
    expect(new Set(keys).size).toBe(4);
    expect(`${lists[0]?.shown}`.split(',').sort()).toEqual(keys.sort());
  }, 30_000);
});

describe('clicks inside frames', () => {
  it('have their place in the top page, in frames that come, load again and nest', async () => {
    frame = `<button style="position:absolute;left:100px;top:50px;width:100px;height:40px">In</button>`;
    body = `<iframe src="/plain" style="position:absolute;left:200px;top:300px;width:400px;height:200px;border:5px solid"></iframe>`;
    attributes = 'data-allow-click-text';
    await open();
    await page.mouse.click(200 + 5 + 150, 300 + 5 + 60);
    await page.evaluate(`document.querySelector('iframe').src = '/plain?2'`);
    await sleep(500);
    await page.mouse.click(200 + 5 + 150, 300 + 5 + 60);
    await page.evaluate(`trodden.stop()`);
    await page.mouse.click(200 + 5 + 150, 300 + 5 + 60);
    await leave();
    await told('$click', 2);
    await sleep(300);
    const clicks = collector.of('$click') as ClickEvent[];
    expect(
      clicks.map(({ data: { text, x, y, page_x, page_y, element_x, element_y } }) => [
        text,
        x,
        y,
        page_x,
        page_y,
        element_x,
        element_y,
      ]),
    ).toEqual(Array(2).fill(['In', 355, 365, 355, 365, 0.5, 0.25]));
  });
});

describe('web vitals', () => {
  it('come once a page view, as the overview reads them', async () => {
    body =
      '<h1>Large words</h1><button onclick="for(const end=performance.now()+120;performance.now()<end;);this.after(1)">Slow</button>';
    await open();
    await page.getByText('Slow').click();
    await sleep(500);
    await leave();
    const [vitals, ...more] = await told('$web-vitals');
    expect(more).toEqual([]);
    expect(Object.keys(vitals ?? {}).sort()).toEqual(['cls', 'fcp', 'inp', 'lcp', 'ttfb']);
    expect(vitals?.inp).toBeGreaterThanOrEqual(100);
    expect(vitals?.lcp).toBeGreaterThan(0);
    const [view] = collector.of('$page-view') as PageViewEvent[];
    expect(collector.of('$web-vitals')[0]?.page_view_id).toBe(view?.page_view_id);
  });
});

describe('switching off', () => {
  it('leaves out what the option names', async () => {
    attributes = 'data-without="scroll visible errors exposures forms vitals"';
    body = '<form onsubmit="return false"><button>Go</button></form>';
    await open();
    await page.getByText('Go').click();
    await page.evaluate(`setTimeout(() => { throw new Error('x') })`);
    await sleep(1_500);
    await leave();
    await told('$click');
    await sleep(300);
    expect(new Set(collector.events().map(({ event_type }) => event_type))).toEqual(new Set(['$page-view', '$click']));
  });

  it('leaves no listener, observer or timer behind when it is stopped', async () => {
    // Those of ours: the browser's driver has some of its own in the page.
    head = `<script>
const listeners = new Map(), observers = new Set();
const ours = () => /\\/t(\\.js|\\/)/.test(new Error().stack);
const count = (target, type, by) => {
  if (!ours()) return;
  const name = (target === window ? 'window ' : target === document ? 'document ' : 'other ') + type;
  listeners.set(name, (listeners.get(name) ?? 0) + by);
};
const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
EventTarget.prototype.addEventListener = function (type, listener, options) {
  count(this, type, 1);
  if (options?.signal) add.call(options.signal, 'abort', () => count(this, type, -1));
  return add.call(this, type, listener, options);
};
EventTarget.prototype.removeEventListener = function (type, listener, options) {
  count(this, type, -1);
  return remove.call(this, type, listener, options);
};
for (const name of ['MutationObserver', 'IntersectionObserver', 'PerformanceObserver']) {
  const { observe, disconnect } = window[name].prototype;
  window[name].prototype.observe = function (...args) { if (ours()) observers.add(this); return observe.apply(this, args); };
  window[name].prototype.disconnect = function () { observers.delete(this); return disconnect.call(this); };
}
window.left = () => ({ listeners: [...listeners].filter(([, n]) => n > 0), observers: observers.size });
</script>`;
    body = '<iframe src="/plain"></iframe><button>Go</button><a href="#a">a</a>';
    await open();
    // Not by a locator, which leaves listeners of its own.
    await page.mouse.click(400, 10);
    await page.mouse.click(330, 140);
    await sleep(1_500);
    const during = await page.evaluate<{ listeners: unknown[]; observers: number }>('left()');
    expect(during.listeners.length).toBeGreaterThan(15);
    expect(during.observers).toBeGreaterThan(5);
    await page.evaluate('trodden.stop()');
    expect(await page.evaluate('left()')).toEqual({ listeners: [], observers: 0 });
  });
});
