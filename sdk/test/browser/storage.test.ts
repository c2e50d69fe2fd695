import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DeliveryReport } from '../../src/index.ts';
import type { Collector } from './collector.ts';
import { startCollector } from './collector.ts';
import type { Site } from './harness.ts';
import { openBrowser, sleep, startSite, until } from './harness.ts';
import { stored } from './stored.ts';

let collector: Collector;
let site: Site;
let browser: Browser;
let page: Page;
let errors: string[];

const html = (path: string) => `<!doctype html><html><head><title>t</title>
<script src="/t.js" data-key="${/key=(\w+)/.exec(path)?.[1] ?? 'pk_test'}" data-host="${collector.origin}"></script></head><body>x</body></html>`;

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

describe('where storage does not work', () => {
  it('more than fits the keepalive budget waits for the next page', async () => {
    await page.goto(site.origin);
    await page.evaluate(`for(let n=0;n<60;n++)trodden.track('large',{n,text:'x'.repeat(4000)})`);
    await page.goto(`${site.origin}/next`);
    await until(() => collector.of('large').length >= 60, 15_000);
    const numbers = collector.of('large').map(({ data }) => (data as { n: number }).n);
    expect([numbers.length, new Set(numbers).size]).toEqual([60, 60]);
    expect(errors).toEqual([]);
  });

  it('leaves the host page its part of the keepalive budget', async () => {
    await page.goto(site.origin);
    collector.mood = () => 'slow';
    await page.evaluate(
      `for(let n=0;n<200;n++)trodden.track('large',{n,text:'x'.repeat(1000)}); document.dispatchEvent(new Event('freeze'))`,
    );
    const sent = await page.evaluate(async (url) => {
      Object.defineProperty(document, 'hidden', { value: true });
      document.dispatchEvent(new Event('visibilitychange'));
      const answer = await fetch(url, { method: 'POST', body: 'x'.repeat(16_384), keepalive: true, mode: 'no-cors' });
      return answer.type;
    }, `${collector.origin}/host`);
    expect(sent).toBe('opaque');
  });

  it('garbage under our names is cleared, and nothing else is touched', async () => {
    await page.goto(site.origin);
    await page.evaluate(() => {
      localStorage.setItem('trodden1.pk_test.gasp.half', '["0000');
      localStorage.setItem('trodden1.pk_test.gasp.foreign', '{"version":9,"events":[1,2,3]}');
      localStorage.setItem('trodden1.pk_test.gasp.short', '["0","head",0,"{}","{}"]');
      localStorage.setItem('trodden1.pk_test.auth', '{');
      localStorage.setItem('trodden1.pk_test.session', 'nonsense');
      localStorage.setItem('trodden2.pk_test.gasp.newer', 'keep');
      localStorage.setItem('mine', 'keep');
    });
    await page.reload();
    await page.evaluate(`trodden.track('after')`);
    await until(() => collector.of('after').length === 1, 20_000);
    const names = await page.evaluate(() => Object.keys(localStorage).filter((name) => !/visitor|session/.test(name)));
    expect(names.filter((name) => name.includes('trodden1') && name.includes('gasp'))).toEqual([]);
    expect(names).toContain('trodden2.pk_test.gasp.newer');
    expect(names).toContain('mine');
    expect(errors).toEqual([]);
    await page.evaluate(() => localStorage.clear());
  });
});

describe('answers of the server', () => {
  const report = () => page.evaluate('trodden.diagnose().delivery') as Promise<DeliveryReport>;
  const conserved = async () => {
    const { created, adopted, acked, queued, dead, dropped } = await report();
    const lost = Object.values(dropped).reduce((sum, count) => sum + count, 0);
    expect({ sum: acked + queued + dead + lost }).toEqual({ sum: created + adopted });
  };

  it('a refused batch is halved until the bad event is alone', async () => {
    collector.mood = ({ events }) =>
      JSON.stringify(events).includes('"bad"')
        ? { status: 400, body: JSON.stringify({ error: { code: 'INVALID_BATCH' } }) }
        : 'up';
    await page.goto(site.origin);
    await page.evaluate(`for(let n=0;n<16;n++)trodden.track('one',{n,kind:n===11?'bad':'good'}); trodden.flush()`);
    await until(() => collector.of('one').length >= 15, 20_000);
    expect(
      collector
        .of('one')
        .map(({ data }) => (data as { n: number }).n)
        .sort((a, b) => a - b),
    ).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15]);
    await until(() => false, 300);
    expect((await report()).dead).toBe(1);
    await conserved();
    // The page view makes 17: halving takes at most two requests a level.
    expect(collector.requests.length).toBeLessThanOrEqual(11);
  });

  it.each([
    ['seconds', '2', 2_000],
    ['a date', () => new Date(Date.now() + 3_000).toUTCString(), 1_900],
    ['nonsense', 'soon', 0],
    ['absurd', '1e99', 10_000],
    ['negative', '-1', 0],
  ])('Retry-After (%s) is obeyed, also by other pages', async (_, header, atLeastMs) => {
    let first = true;
    collector.mood = () => {
      const value = typeof header === 'function' ? header() : header;
      const mood = first ? ({ status: 429, body: '{}', headers: { 'retry-after': value } } as const) : ('up' as const);
      first = false;
      return mood;
    };
    await page.goto(site.origin);
    await page.evaluate(`trodden.track('x'); trodden.flush()`);
    await until(() => collector.requests.length > 0);
    await page
      .waitForFunction(`localStorage.getItem('trodden1.pk_test.wait')`, undefined, {
        timeout: atLeastMs ? 20_000 : 500,
      })
      .catch(() => {});
    await page.reload();
    await page.evaluate(`trodden.track('y'); trodden.flush()`);
    await until(() => collector.requests.length > 1, atLeastMs >= 10_000 ? 5_000 : 20_000);
    const [refused, next] = collector.requests;
    if (atLeastMs >= 10_000) expect(next).toBeUndefined();
    else expect((next?.atMs ?? 0) - (refused?.atMs ?? 0)).toBeGreaterThanOrEqual(atLeastMs - 20);
    await page.evaluate(() => localStorage.removeItem('trodden1.pk_test.wait'));
  });

  it('an unknown key pauses this page and keeps everything', async () => {
    collector.mood = () => ({ status: 401, body: JSON.stringify({ error: { code: 'UNKNOWN_KEY' } }) });
    await page.goto(site.origin);
    await page.evaluate(`trodden.track('kept'); trodden.flush()`);
    await sleep(500);
    const requests = collector.requests.length;
    await page.evaluate(`trodden.track('kept'); trodden.flush()`);
    await sleep(500);
    expect(collector.requests.length).toBe(requests);
    expect((await report()).paused).toBe(true);
    await conserved();
    collector.mood = () => 'up';
    await page.goto(`${site.origin}/again`);
    await until(() => collector.of('kept').length === 2, 20_000);
    expect(collector.of('kept').length).toBe(2);
  });

  it('a project that is gone clears what is stored and stops for good, until the key changes', async () => {
    collector.mood = () => ({ status: 410, body: JSON.stringify({ error: { code: 'UNKNOWN_KEY' } }) });
    await page.goto(site.origin);
    await page.evaluate(`trodden.track('old'); trodden.flush()`);
    await until(() => collector.requests.length > 0);
    await sleep(300);
    await page.evaluate(`trodden.track('late'); trodden.flush()`);
    await conserved();
    expect((await report()).dropped.gone).toBe(3);
    expect(await stored(page, 'pk_test')).toEqual({ events: 0, gasps: 0 });
    collector.mood = () => 'up';
    const { length } = collector.requests;
    await page.reload();
    await page.evaluate(`trodden.track('later'); trodden.flush()`);
    await sleep(3_500);
    expect(collector.requests.length).toBe(length);
    expect(await stored(page, 'pk_test')).toEqual({ events: 0, gasps: 0 });
    await conserved();
    await page.goto(`${site.origin}/?key=pk_other`);
    await page.evaluate(`trodden.track('new'); trodden.flush()`);
    await until(() => collector.of('new').length === 1);
    expect(collector.of('new').length).toBe(1);
    expect(errors).toEqual([]);
  });

  it('a poisonous batch never blocks the others', async () => {
    collector.mood = ({ events }) => (JSON.stringify(events).includes('poison') ? { status: 500, body: 'boom' } : 'up');
    await page.goto(site.origin);
    await page.evaluate(`trodden.track('poison'); trodden.flush()`);
    await sleep(300);
    for (let n = 0; n < 3; n++) {
      await page.evaluate(`trodden.track('good',{n:${n}}); trodden.flush()`);
      await sleep(700);
    }
    await until(() => collector.of('good').length === 3, 20_000);
    expect(collector.of('good').length).toBe(3);
    await conserved();
  });

  it.each([
    ['html', '<html>'],
    ['another batch', JSON.stringify({ ok: true, batch_id: '00000000-0000-7000-8000-000000000000', accepted: 1 })],
    ['nothing', ''],
    ['null', 'null'],
    ['an array', '[]'],
  ])('200 with %s is no success', async (_, body) => {
    collector.mood = () => ({ status: 200, body });
    await page.goto(site.origin);
    await page.evaluate(`trodden.track('x'); trodden.flush()`);
    await until(() => collector.requests.length > 0);
    await sleep(100);
    expect((await report()).acked).toBe(0);
    expect(errors).toEqual([]);
    await page.evaluate(() => localStorage.removeItem('trodden1.pk_test.wait'));
  });
});
