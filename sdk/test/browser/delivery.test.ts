import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Collector, Mood } from './collector.ts';
import { startCollector } from './collector.ts';
import type { Profile, Site } from './harness.ts';
import { killProfile, openProfile, sleep, startSite, until } from './harness.ts';

const ROUNDS = Number(process.env.DELIVERY_ROUNDS ?? 8);
const KILLS = Number(process.env.DELIVERY_KILLS ?? 4);
/** From the client's view three of five fail; the last two of them keep nothing. */
const MOODS: Mood[] = ['up', 'slow', 'forgetful', 'busy', 'refuse'];

let collector: Collector;
let site: Site;
let elsewhere: Site;
let profile: Profile;
/** Every event a page said it had made. */
const made = new Set<number>();
let counter = 0;

const html = () => `<!doctype html><html><head><title>t</title>
<script src="/t.js" data-key="pk_test" data-host="${collector.origin}"></script></head><body>x</body></html>`;

beforeAll(async () => {
  collector = await startCollector();
  site = await startSite(html);
  elsewhere = await startSite(() => '<!doctype html><title>elsewhere</title>');
});
afterAll(async () => {
  await site.close();
  await elsewhere.close();
  await collector.close();
});
beforeEach(async () => {
  collector.clear();
  made.clear();
  profile = await openProfile();
  return () => profile.close();
});

const open = async (path = '/'): Promise<Page> => {
  const page = await profile.context.newPage();
  await page.goto(site.origin + path);
  return page;
};

/** Makes events, and whatever `then` does in the same task. The page itself proves that they were made. */
const track = async (page: Page, count: number, then = ''): Promise<void> => {
  const numbers = Array.from({ length: count }, () => counter++);
  const proof = await page
    .evaluate(`(()=>{for(const n of ${JSON.stringify(numbers)})trodden.track('made',{n});${then};return true})()`)
    .catch(() => undefined);
  // A page that left in the same task may not have answered; its next request is the proof.
  if (proof || then) for (const n of numbers) made.add(n);
};

/** Opens a page while everything works, and waits until nothing is missing. */
const settle = async (timeoutMs = 15_000): Promise<Page> => {
  collector.mood = () => 'up';
  const page = await open();
  await page.evaluate(() => localStorage.removeItem('trodden1.pk_test.wait'));
  await page.reload();
  await until(() => missing().length === 0, timeoutMs);
  return page;
};

const arrived = () => collector.of('made').map(({ data }) => (data as { n: number }).n);
const missing = () => {
  const there = new Set(arrived());
  return [...made].filter((n) => !there.has(n));
};

const expectExactlyOnce = () => {
  expect(collector.faults).toEqual([]);
  expect({ lost: missing().length, of: made.size }).toEqual({ lost: 0, of: made.size });
  const ids = collector.events().map(({ event_id }) => event_id);
  expect(ids.length - new Set(ids).size).toBe(0);
  expect(arrived().length).toBe(made.size);
};

const failing = () => {
  collector.mood = () => MOODS[Math.floor(Math.random() * MOODS.length)] as Mood;
};

describe('no event is lost or doubled', () => {
  it('over same-site navigations in the same task', async () => {
    const page = await open();
    for (let round = 0; round < ROUNDS; round++) {
      failing();
      await sleep(30 + Math.random() * 100);
      await track(page, 4, `location.href='/r${round}'`);
      await page.waitForURL(`**/r${round}`);
    }
    await settle();
    expectExactlyOnce();
  });

  it('over navigations to another site', async () => {
    const page = await open();
    for (let round = 0; round < ROUNDS; round++) {
      failing();
      await track(page, 4, `location.href='${elsewhere.origin}/'`);
      await page.waitForURL(`${elsewhere.origin}/`);
      await page.goto(site.origin);
    }
    await settle();
    expectExactlyOnce();
  });

  it('when tabs are closed', async () => {
    await open();
    for (let round = 0; round < ROUNDS; round++) {
      failing();
      const page = await open();
      await track(page, 4);
      await page.close();
    }
    await settle();
    expectExactlyOnce();
  });

  it('when a page closes itself', async () => {
    const opener = await open();
    for (let round = 0; round < ROUNDS; round++) {
      failing();
      const [page] = await Promise.all([
        profile.context.waitForEvent('page'),
        opener.evaluate(() => void window.open('/')),
      ]);
      await page.waitForLoadState();
      const closed = page.waitForEvent('close');
      await track(page, 4, 'window.close()');
      await closed;
    }
    await settle();
    expectExactlyOnce();
  });

  it('when renderers crash', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      failing();
      const page = await open();
      await sleep(100);
      await track(page, 4);
      const crashed = page.waitForEvent('crash');
      const session = await profile.context.newCDPSession(page);
      void session.send('Page.crash').catch(() => {});
      await crashed;
      await page.close();
    }
    // Nobody said that these batches are closed: their lease has to run out.
    await settle(25_000);
    expectExactlyOnce();
  });

  it('when the browser is killed a second after the page loaded', { timeout: 120_000 }, async () => {
    for (let round = 0; round < KILLS; round++) {
      failing();
      const page = await open();
      await sleep(1_000);
      await track(page, 4);
      await killProfile(profile);
      await profile.reopen();
    }
    await settle(25_000);
    expectExactlyOnce();
  });

  it('while offline and back', async () => {
    const page = await open();
    await profile.context.setOffline(true);
    for (let round = 0; round < 5; round++) {
      await track(page, 40);
      await sleep(700);
    }
    expect(collector.of('made')).toEqual([]);
    await profile.context.setOffline(false);
    await until(() => missing().length === 0, 15_000);
    expectExactlyOnce();
  });

  it('with several tabs at once', async () => {
    failing();
    const pages = await Promise.all(Array.from({ length: 4 }, () => open()));
    for (let round = 0; round < ROUNDS; round++) {
      await Promise.all(pages.map((page) => track(page, 5)));
      await sleep(200);
      if (round % 4 === 3) await pages.pop()?.close();
    }
    await settle(30_000);
    expectExactlyOnce();
  });

  it('behind a captive portal', async () => {
    collector.mood = () => 'portal';
    const page = await open();
    await track(page, 10);
    await sleep(4_000);
    expect(collector.requests.length).toBeGreaterThan(0);
    expect(await page.evaluate('trodden.diagnose().delivery.acked')).toBe(0);
    await settle();
    expectExactlyOnce();
  });
});
