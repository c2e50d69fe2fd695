import type { Page } from 'playwright-core';
import { sleep } from '../browser/harness.ts';
import type { Line } from './line.ts';
import type { World } from './world.ts';

const EVENTS = 4;
const DAY_MS = 86_400_000;

const THROWING = ['localStorage', 'sessionStorage', 'indexedDB']
  .map((name) => `Object.defineProperty(window,'${name}',{get(){throw new DOMException('no','SecurityError')}});`)
  .join('');

/** Every clock of the page runs `offset` beside the true one; the page may change it. */
const shiftedClock = (offsetMs: number) => `{
  const RealDate = Date, now = Date.now;
  globalThis.clockOffset = ${offsetMs};
  globalThis.Date = class extends RealDate {
    constructor(...given) { given.length ? super(...given) : super(now() + clockOffset) }
    static now() { return now() + clockOffset }
  };
}`;

/** The database refuses every write with the browser's own error, and localStorage is full to the last character. */
const fillStorage = async (world: World, page: Page): Promise<void> => {
  const session = await world.profile.context.newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: world.site.origin, quotaSize: 1 });
  await page.evaluate(() => {
    for (let size = 1 << 22; size >= 1; size >>= 1)
      try {
        for (let n = 0; ; n++) localStorage.setItem(`fill-${size}-${n}`, 'x'.repeat(size));
      } catch {
        // That much does not fit any more.
      }
  });
};

/** Rounds on a page that stays, ending while the server works again. */
const staying = async (world: World, page: Page, rounds: number) => {
  for (let round = 0; round < rounds; round++) {
    world.fail();
    await world.track(page, EVENTS);
    await sleep(world.random() * 500);
  }
  return world.settle({ page, withinMs: 90_000 });
};

/** Rounds of pages that end while the server may be failing, with the clock beside the true one. */
const underClock = (name: string, offset: (world: World) => number, jumps: boolean): Line => ({
  name,
  // Set back by more than ten minutes between an event and its sending, it seems to come from the future: refused, counted.
  safe: !jumps,
  async play(world, rounds) {
    await world.profile.context.addInitScript(shiftedClock(offset(world)));
    for (let round = 0; round < rounds; round++) {
      world.fail();
      const page = await world.open();
      await world.track(page, EVENTS / 2);
      if (jumps) await page.evaluate(`clockOffset = ${offset(world)}`);
      await world.track(page, EVENTS / 2);
      if (world.random() < 0.5) await page.goto(`${world.site.origin}/next`);
      await page.close();
    }
    return world.settle();
  },
});

const eitherWay = (world: World) => (world.random() < 0.5 ? -2 : 2) * DAY_MS;

/** Everything a page has to live with. */
export const TROUBLES: Line[] = [
  {
    name: 'offline and back',
    safe: true,
    async play(world, rounds) {
      const page = await world.open();
      for (let round = 0; round < rounds; round++) {
        await world.profile.context.setOffline(true);
        await world.track(page, EVENTS);
        await sleep(world.random() * 300);
        await world.profile.context.setOffline(false);
        world.fail();
        await world.track(page, EVENTS);
        await sleep(world.random() * 300);
      }
      return world.settle();
    },
  },
  {
    name: 'two tabs, one of them closed at random',
    safe: true,
    async play(world, rounds) {
      let pages = [await world.open(), await world.open()];
      for (let round = 0; round < rounds; round++) {
        world.fail();
        await Promise.all(pages.map((page) => world.track(page, EVENTS / 2)));
        await sleep(world.random() * 300);
        if (world.random() < 0.5) {
          await pages[0]?.close();
          pages = [...pages.slice(1), await world.open()];
        }
      }
      return world.settle();
    },
  },
  {
    name: 'captive portal (200 and a page), then the tab is closed',
    safe: true,
    async play(world, rounds) {
      for (let round = 0; round < rounds; round++) {
        world.collector.mood = () => 'portal';
        const page = await world.open();
        await world.track(page, EVENTS, 'trodden.flush()');
        await sleep(world.random() * 200);
        await page.close();
      }
      return world.settle();
    },
  },
  {
    name: 'full quota, the page stays until the server is back',
    safe: true,
    chromiumOnly: true,
    async play(world, rounds) {
      const page = await world.open();
      await fillStorage(world, page);
      return staying(world, page, rounds);
    },
  },
  {
    name: 'full quota, tab closed while the server fails',
    safe: false,
    chromiumOnly: true,
    async play(world, rounds) {
      const first = await world.open();
      await fillStorage(world, first);
      for (let round = 0; round < rounds; round++) {
        world.fail();
        const page = await world.open();
        await world.track(page, EVENTS);
        await page.close();
      }
      return world.settle();
    },
  },
  {
    name: 'storage that throws (private modes), the page stays until the server is back',
    safe: true,
    async play(world, rounds) {
      await world.profile.context.addInitScript(THROWING);
      return staying(world, await world.open(), rounds);
    },
  },
  {
    name: 'storage that throws, tab closed while the server fails',
    safe: false,
    async play(world, rounds) {
      await world.profile.context.addInitScript(THROWING);
      for (let round = 0; round < rounds; round++) {
        world.fail();
        const page = await world.open();
        await world.track(page, EVENTS);
        await page.close();
      }
      return world.settle();
    },
  },
  underClock('clock two days ahead', () => 2 * DAY_MS, false),
  underClock('clock two days behind', () => -2 * DAY_MS, false),
  underClock('clock jumping by two and four days within the page', eitherWay, true),
];
