import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ClickEvent } from '../../../ingest/src/contract/index.ts';
import type { Collector } from './collector.ts';
import { startCollector } from './collector.ts';
import type { Site } from './harness.ts';
import { openBrowser, sleep, startSite, until } from './harness.ts';

/** Every way that a classic script gets into a page, from another origin, on a deep path. */
const FORMS: Record<string, (src: string, attributes: string) => string> = {
  sync: (src, attributes) => `<script src="${src}" ${attributes}></script>`,
  async: (src, attributes) => `<script async src="${src}" ${attributes}></script>`,
  defer: (src, attributes) => `<script defer src="${src}" ${attributes}></script>`,
  injected: (src, attributes) => `<script nonce="n0nce">
    const host = document.createElement('div');
    host.innerHTML = '<script ${attributes}></' + 'script>';
    const script = document.createElement('script');
    Object.assign(script.dataset, host.firstChild.dataset);
    script.src = '${src}';
    document.head.append(script);</script>`,
};

let collector: Collector;
let scripts: Site;
let browser: Browser;

beforeAll(async () => {
  collector = await startCollector();
  scripts = await startSite(() => '');
  browser = await openBrowser();
});
beforeEach(() => {
  collector.clear();
  scripts.gate = () => {};
});
afterAll(async () => {
  await browser.close();
  await scripts.close();
  await collector.close();
});

/** One page of one site; answers how far its parts came, and whether an event of its end arrived. */
const load = async (head: string, policy?: string) => {
  const site = await startSite(
    () => `<!doctype html><html><head><title>t</title>${head}</head><body>x</body></html>`,
    policy ? { 'content-security-policy': policy } : {},
  );
  const page = await browser.newPage();
  const errors: unknown[] = [];
  page.on('pageerror', (error) => errors.push(error));
  try {
    await page.goto(`${site.origin}/a/deep/path/`);
    // Not `waitForFunction`, which needs `unsafe-eval` of the page.
    let parts: Record<string, string> = {};
    const isOpen = () => parts.rest !== 'failed' && (!parts.extras || Object.values(parts).includes('loading'));
    for (let left = 200; left-- && isOpen(); await sleep(50))
      parts = (await page.evaluate<Record<string, string>>(`window.trodden?.diagnose?.().parts`)) ?? {};
    await page.evaluate(`trodden.track('after', { site: location.origin })`);
    await page.close();
    const arrived = () => collector.of('after').some(({ data }) => (data as { site: string }).site === site.origin);
    await until(arrived, 20_000);
    return { parts, arrived: arrived(), errors };
  } finally {
    await page.close();
    await site.close();
  }
};
const attributes = () => `data-key="pk_test" data-host="${collector.origin}"`;

const ALL = { rest: 'ready', extras: 'ready', vitals: 'ready' };

describe('lazy parts are found beside the script', () => {
  it.each(Object.entries(FORMS))('loaded %s, from another origin', async (_, form) => {
    const outcome = await load(form(`${scripts.origin}/t.js`, attributes()));
    expect(outcome).toEqual({ parts: ALL, arrived: true, errors: [] });
  });

  it.each([
    ['the host', (origin: string) => `script-src ${origin}`, ''],
    ['a nonce', () => `script-src 'nonce-n0nce'`, 'nonce="n0nce"'],
    [
      'a nonce and strict-dynamic, with trusted types',
      () => `script-src 'nonce-n0nce' 'strict-dynamic'; require-trusted-types-for 'script'`,
      'nonce="n0nce"',
    ],
  ])('under a policy that names %s', async (_, policy, nonce) => {
    const head = `<script ${nonce} src="${scripts.origin}/t.js" ${attributes()}></script>`;
    const outcome = await load(head, `${policy(scripts.origin)}; connect-src ${collector.origin}`);
    expect(outcome).toEqual({ parts: ALL, arrived: true, errors: [] });
  });

  it.each(['of another origin', 'of the page’s own'])(
    'where an attribute says, for a script without an address of its own: a folder %s',
    async (where) => {
      const script = await (await fetch(`${scripts.origin}/t.js`)).text();
      const base = where.endsWith('own') ? '/' : `${scripts.origin}/`;
      const head = `<script ${attributes()} data-base="${base}">${script}</script>`;
      expect(await load(head)).toEqual({ parts: ALL, arrived: true, errors: [] });
    },
  );
});

describe('what does not come', () => {
  const script = () => FORMS.sync?.(`${scripts.origin}/t.js`, attributes()) ?? '';

  it('a lazy part is told, and everything else goes on', async () => {
    scripts.gate = (path) => (path.includes('extras') ? Promise.reject() : undefined);
    expect(await load(script())).toEqual({ parts: { ...ALL, extras: 'failed' }, arrived: true, errors: [] });
  });

  it('without its other half the core delivers alone', async () => {
    scripts.gate = (path) => (path.includes('rest') ? Promise.reject() : undefined);
    expect(await load(script())).toEqual({ parts: { rest: 'failed' }, arrived: true, errors: [] });
  });

  it('another build is not taken for the other half', async () => {
    scripts.gate = (path) =>
      path.includes('rest')
        ? 'export const build = "another"; export const startCourier = () => { throw 1 };'
        : undefined;
    expect(await load(script())).toEqual({ parts: { rest: 'failed' }, arrived: true, errors: [] });
  });
});

describe('before the other half is there', () => {
  const BUTTON = '<button style="position:absolute;left:100px;top:50px;width:200px;height:40px"><b>Buy</b></button>';
  const open = async (comes: Promise<unknown>) => {
    const site = await startSite(
      () => `<!doctype html><html><head><title>t</title>
        <script src="${scripts.origin}/t.js" ${attributes()}></script></head><body>${BUTTON}</body></html>`,
    );
    const page = await browser.newPage();
    scripts.gate = async (path) => {
      if (path.includes('rest')) await comes;
    };
    await page.goto(site.origin);
    return { page, site };
  };

  it('a click is told at once, and in full when it comes', async () => {
    let come = () => {};
    const comes = new Promise<void>((resolve) => {
      come = resolve;
    });
    const { page, site } = await open(comes);
    await page.mouse.click(150, 60);
    expect(await page.evaluate(`trodden.diagnose().parts.rest`)).toBe('loading');
    come();
    await page.waitForFunction(`trodden.diagnose().parts.rest === 'ready'`);
    await page.close();
    await until(() => collector.of('$click').length > 0);
    const [click] = collector.of('$click') as ClickEvent[];
    expect(click?.data).toMatchObject({ tag_name: 'button', element_x: 0.25, element_y: 0.25, element_width: 200 });
    expect(click?.data.anchor).toMatchObject({ t: 'button', n: expect.any(String) });
    expect(collector.faults).toEqual([]);
    await site.close();
  });

  it('a page that ends sends what it has', async () => {
    const { page, site } = await open(new Promise(() => {}));
    await page.mouse.click(150, 60);
    await page.close();
    await until(() => collector.of('$click').length > 0);
    const [click] = collector.of('$click') as ClickEvent[];
    expect(click?.data).toMatchObject({ tag_name: 'button', anchor: { t: 'button' }, element_x: 0.25 });
    expect(collector.of('$page-view').length).toBe(1);
    expect(collector.faults).toEqual([]);
    await site.close();
  });

  it('events wait in the browser when the server is away too', async () => {
    const { page, site } = await open(new Promise(() => {}));
    collector.mood = () => 'refuse';
    await page.evaluate(`trodden.track('kept', { n: 1 })`);
    await page.evaluate(`location.href = '/next'`);
    await page.waitForURL('**/next');
    await page.evaluate(`trodden.track('kept', { n: 2 })`);
    scripts.gate = () => {};
    collector.mood = () => 'up';
    await page.evaluate(`location.href = '/last'`);
    await until(() => collector.of('kept').length === 2, 20_000);
    expect(collector.of('kept').map(({ data }) => (data as { n: number }).n)).toEqual(expect.arrayContaining([1, 2]));
    await page.close();
    await site.close();
  });

  it('opting out forgets what earlier pages stored', async () => {
    const { page, site } = await open(new Promise(() => {}));
    await page.evaluate(
      `new Promise((done) => { const open = indexedDB.open('trodden1.pk_test'); open.onupgradeneeded = () => open.result.createObjectStore('outbox'); open.onsuccess = () => { open.result.close(); done() } })`,
    );
    await page.evaluate(`trodden.optOut()`);
    await until(() => false, 300);
    expect(await page.evaluate(`indexedDB.databases().then((all) => all.length)`)).toBe(0);
    expect(await page.evaluate(`Object.keys(localStorage)`)).toEqual(['trodden1.pk_test.consent']);
    await page.close();
    await site.close();
  });
});
