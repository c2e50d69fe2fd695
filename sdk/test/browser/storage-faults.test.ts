import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Collector } from './collector.ts';
import { startCollector } from './collector.ts';
import type { Site } from './harness.ts';
import { openBrowser, startSite, until } from './harness.ts';

let collector: Collector;
let site: Site;
let browser: Browser;

beforeAll(async () => {
  collector = await startCollector();
  site = await startSite(
    () => `<!doctype html><html><head><title>t</title>
<script src="/t.js" data-key="pk_test" data-host="${collector.origin}"></script></head><body>x</body></html>`,
  );
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await site.close();
  await collector.close();
});

const throwing = `Object.defineProperty(window, '%', { get() { throw new DOMException('no', 'SecurityError') } });`;
const FAULTS: Record<string, string> = {
  'localStorage throws': throwing.replace('%', 'localStorage'),
  'sessionStorage throws': throwing.replace('%', 'sessionStorage'),
  'indexedDB throws': throwing.replace('%', 'indexedDB'),
  'indexedDB is missing': `Object.defineProperty(window, 'indexedDB', { value: undefined });`,
  'indexedDB never opens': `IDBFactory.prototype.open = () => ({});`,
  'indexedDB fails to open': `const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function () { return open.call(this, 'x', -1) };`,
  'every transaction aborts': `const t = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (...a) { const x = t.apply(this, a); setTimeout(() => { try { x.abort() } catch {} }); return x };`,
  'localStorage is full': `Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') };`,
  'all storage throws': ['localStorage', 'sessionStorage', 'indexedDB']
    .map((name) => throwing.replace('%', name))
    .join(''),
  'Web Locks reject': `navigator.locks.request = () => Promise.reject(new DOMException('no', 'SecurityError'));`,
  'Web Locks throw': `navigator.locks.request = () => { throw new DOMException('no', 'SecurityError') };`,
  'Web Locks hang': `navigator.locks.request = () => new Promise(() => {});`,
  'Web Locks are missing': `Object.defineProperty(navigator, 'locks', { value: undefined });`,
  'CompressionStream throws': `window.CompressionStream = class { constructor() { throw new Error('no') } };`,
  'AbortSignal.timeout is missing': `AbortSignal.timeout = undefined;`,
};

// They mostly wait: at once they take the time of three.
describe.concurrent('where storage does not work', () => {
  for (const [index, [name, fault]] of Object.entries(FAULTS).entries()) {
    it(`${name}: events arrive, and the page sees no error`, async () => {
      const [first, last] = [`first-${index}`, `last-${index}`];
      const errors: string[] = [];
      const context = await browser.newContext();
      const page = await context.newPage();
      page.on('pageerror', (error) => errors.push(String(error)));
      await page.addInitScript(fault);
      await page.goto(site.origin);
      await page.evaluate(`for(let n=0;n<3;n++)trodden.track('${first}',{n})`);
      await until(() => collector.of(first).length === 3);
      await page.evaluate(`for(let n=0;n<3;n++)trodden.track('${last}',{n})`);
      await page.close();
      await until(() => collector.of(last).length === 3);
      await context.close();
      expect(errors).toEqual([]);
      expect(collector.faults).toEqual([]);
      expect([collector.of(first).length, collector.of(last).length]).toEqual([3, 3]);
    });
  }
});
