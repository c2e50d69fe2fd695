import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Collector } from './collector.ts';
import { startCollector } from './collector.ts';
import type { Site } from './harness.ts';
import { openBrowser, startSite, until } from './harness.ts';

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
afterAll(async () => {
  await browser.close();
  await scripts.close();
  await collector.close();
});

/** One page of one site; answers what `diagnose()` says once the chunk came or failed. */
const load = async (head: string, policy?: string, visit?: (page: Page) => Promise<unknown>) => {
  const site = await startSite(
    () => `<!doctype html><html><head><title>t</title>${head}</head><body>x</body></html>`,
    policy ? { 'content-security-policy': policy } : {},
  );
  const page = await browser.newPage();
  const errors: unknown[] = [];
  page.on('pageerror', (error) => errors.push(error));
  try {
    await visit?.(page);
    await page.goto(`${site.origin}/a/deep/path/`);
    await page.waitForFunction(`/ready|failed/.test(window.trodden?.diagnose?.().chunks.extras)`, undefined, {
      timeout: 10_000,
    });
    const state = await page.evaluate<string>(`trodden.diagnose().chunks.extras`);
    await page.evaluate(`trodden.track('after', { site: location.origin })`);
    await page.close();
    const arrived = () => collector.of('after').some(({ data }) => (data as { site: string }).site === site.origin);
    await until(arrived, 5_000);
    return { state, arrived: arrived(), errors };
  } finally {
    await page.close();
    await site.close();
  }
};
const attributes = () => `data-key="pk_test" data-host="${collector.origin}"`;

describe('lazy parts are found beside the script', () => {
  it.each(Object.entries(FORMS))('loaded %s, from another origin', async (_, form) => {
    const outcome = await load(form(`${scripts.origin}/t.js`, attributes()));
    expect(outcome).toEqual({ state: 'ready', arrived: true, errors: [] });
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
    expect(outcome).toEqual({ state: 'ready', arrived: true, errors: [] });
  });

  it('where an attribute says, for a script without an address of its own', async () => {
    const script = await (await fetch(`${scripts.origin}/t.js`)).text();
    const head = `<script ${attributes()} data-base="${scripts.origin}/">${script}</script>`;
    expect(await load(head)).toEqual({ state: 'ready', arrived: true, errors: [] });
  });
});

describe('a lazy part that does not come', () => {
  it('is told, and everything else goes on', async () => {
    const outcome = await load(FORMS.async?.(`${scripts.origin}/t.js`, attributes()) ?? '', undefined, (page) =>
      page.route('**/t/*.js', (route) => route.abort()),
    );
    expect(outcome).toEqual({ state: 'failed', arrived: true, errors: [] });
  });
});
