import { createHash } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../src/index.ts';
import type { Collector } from './collector.ts';
import { startCollector } from './collector.ts';
import type { Site } from './harness.ts';
import { openBrowser, sleep, startSite, until } from './harness.ts';

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
beforeEach(() => collector.clear());

const NONCE = 'n0nce';
/** What the page's own parts need, and nothing for us but what each test adds. */
const BASE = `default-src 'none'; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types 'none'`;

/** One visit with every kind of input, under a policy that is enforced; answers what the page and the policy saw. */
const WATCH = `globalThis.violations = [];
  document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective + ' ' + event.blockedURI));
  globalThis.noticed = [];
  for (const type of ['error', 'unhandledrejection']) addEventListener(type, (event) => noticed.push(String(event.message ?? event.reason)));`;
const WATCH_HASH = createHash('sha256').update(WATCH).digest('base64');

const visit = async (policy: string, settled = 'true') => {
  const site = await startSite(
    () => `<!doctype html><html><head><title>t</title>
<script nonce="${NONCE}">${WATCH}</script>
<script nonce="${NONCE}" src="${scripts.origin}/t.js" data-key="pk_test" data-host="${collector.origin}"></script></head>
<body><button>Buy</button><a href="#x">Link</a><form id="f"><input name="q"><button>Go</button></form>
<p id="tall"></p></body></html>`,
    { 'content-security-policy': policy },
  );
  const page = await browser.newPage();
  try {
    await page.goto(site.origin);
    await page.waitForFunction(`/ready|failed/.test(trodden.diagnose().parts.rest)`);
    await sleep(300);
    await page.mouse.click(20, 20);
    await page.mouse.wheel(0, 500);
    await page.fill('input', 'x');
    await Promise.all([page.waitForURL('**/?q=x'), page.keyboard.press('Enter')]);
    await page.waitForFunction(`/ready|failed/.test(trodden.diagnose().parts.rest)`);
    await page.evaluate(
      `history.pushState({}, '', '/two'); trodden.track('own'); trodden.identify('u1'); trodden.flush()`,
    );
    await page.waitForFunction(settled);
    await sleep(800);
    const diagnosis = await page.evaluate<Diagnosis>('trodden.diagnose()');
    const violations = await page.evaluate<string[]>('violations');
    const noticed = await page.evaluate<string[]>('noticed');
    await page.close();
    return { diagnosis, violations, noticed };
  } finally {
    await page.close();
    await site.close();
  }
};

describe('a strict policy with Trusted Types', () => {
  it('everything works, without one violation', async () => {
    const { diagnosis, violations, noticed } = await visit(
      `${BASE}; script-src 'nonce-${NONCE}' 'strict-dynamic'; connect-src ${collector.origin}`,
    );
    expect({ violations, noticed, faults: diagnosis.faults }).toEqual({ violations: [], noticed: [], faults: {} });
    expect(new Set(Object.values(diagnosis.parts))).toEqual(new Set(['ready']));
    expect(diagnosis.delivery?.journal).toBe(true);
    await until(() => collector.of('own').length === 1);
    expect(collector.of('own').length).toBe(1);
    expect(collector.of('$click').length).toBeGreaterThanOrEqual(1);
    expect(collector.faults).toEqual([]);
  });

  it('that does not let the other half in: the page is unharmed, events arrive, and diagnose() says so', async () => {
    const { diagnosis, violations, noticed } = await visit(
      `${BASE}; script-src 'sha256-${WATCH_HASH}' ${scripts.origin}/t.js; connect-src ${collector.origin}`,
    );
    expect(violations.every((text) => text.startsWith('script-src-elem'))).toBe(true);
    expect(violations.length).toBeGreaterThan(0);
    expect(noticed).toEqual([]);
    expect(diagnosis.parts.rest).toBe('failed');
    await until(() => collector.of('own').length === 1);
    expect(collector.of('own').length).toBe(1);
  });

  it('that does not let anything out: the page is unharmed, everything waits, and diagnose() names the directive', async () => {
    const { diagnosis, noticed } = await visit(
      `${BASE}; script-src 'nonce-${NONCE}' 'strict-dynamic'; connect-src 'self'`,
      // The page before was refused too, so that this one waits a moment.
      `trodden.diagnose().faults['blocked by connect-src'] > 0`,
    );
    expect(noticed).toEqual([]);
    expect(diagnosis.faults['blocked by connect-src']).toBeGreaterThan(0);
    expect(diagnosis.delivery?.queued).toBeGreaterThan(0);
    expect(collector.requests).toEqual([]);
  });
});
