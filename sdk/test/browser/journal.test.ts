import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DeliveryReport } from '../../src/index.ts';
import type { Collector } from './collector.ts';
import { startCollector } from './collector.ts';
import type { Site } from './harness.ts';
import { openBrowser, startSite, until } from './harness.ts';
import { fillJournal, stored } from './stored.ts';

let collector: Collector;
let site: Site;
let browser: Browser;
let page: Page;
let errors: string[];

const html = () => `<!doctype html><html><head><title>t</title>
<script src="/t.js" data-key="pk_test" data-host="${collector.origin}"></script></head><body>x</body></html>`;

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
beforeEach(async () => {
  collector.clear();
  errors = [];
  const context = await browser.newContext();
  page = await context.newPage();
  page.on('pageerror', (error) => errors.push(String(error)));
  return () => context.close();
});

describe('a journal that only grows', () => {
  const report = () => page.evaluate('trodden.diagnose().delivery') as Promise<DeliveryReport>;
  const dropped = async () => (await report()).dropped;

  it.each([
    ['10,000 events', 10_700, 100, 700],
    ['5 MB', 2_000, 5_000, 1_000],
  ])('keeps %s, drops the oldest and counts them', async (_, count, size, excess) => {
    collector.mood = () => 'refuse';
    await page.goto(site.origin);
    await until(() => collector.requests.length > 0);
    await page.evaluate('trodden.stop()');
    await fillJournal(page, count, size, 3_600_000);
    await page.evaluate(() => localStorage.removeItem('trodden1.pk_test.wait'));
    await page.goto(`${site.origin}/next`);
    await expect.poll(async () => (await dropped()).overflow ?? 0, { timeout: 30_000 }).toBeGreaterThanOrEqual(excess);
    // Whole batches of 100, and a few of the page's own.
    expect((await dropped()).overflow).toBeLessThanOrEqual(excess + 200);
    expect(errors).toEqual([]);
  });

  it('drops what is older than the server remembers batch ids, and counts it', async () => {
    await page.goto(site.origin);
    await until(() => collector.requests.length > 0);
    await page.evaluate('trodden.stop()');
    await fillJournal(page, 150, 100, 8 * 86_400_000);
    await page.goto(`${site.origin}/next`);
    await expect.poll(async () => (await dropped()).age, { timeout: 30_000 }).toBe(150);
    expect(collector.of('left')).toEqual([]);
    // The page's own are on their way.
    await expect.poll(async () => (await stored(page, 'pk_test')).events).toBeLessThanOrEqual(2);
  });

  it('10,000 events drain without a long task, at two requests a second or so', { timeout: 90_000 }, async () => {
    await page.goto(site.origin);
    await until(() => collector.requests.length > 0);
    await page.evaluate('trodden.stop()');
    await fillJournal(page, 9_000, 300, 3_600_000);
    const { length } = collector.requests;
    await page.goto(`${site.origin}/next`);
    await page.evaluate(() => {
      const tasks: number[] = [];
      Object.assign(globalThis, { tasks });
      new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
        type: 'longtask',
      });
    });
    const began = Date.now();
    await until(() => collector.of('left').length >= 1_800, 60_000);
    const seconds = (Date.now() - began) / 1_000;
    expect(collector.of('left').length).toBeGreaterThanOrEqual(1_800);
    expect((collector.requests.length - length) / seconds).toBeLessThanOrEqual(4);
    expect(await page.evaluate('tasks')).toEqual([]);
  });
});
