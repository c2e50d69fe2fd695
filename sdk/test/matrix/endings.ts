import { killProfile, sleep } from '../browser/harness.ts';
import type { Line } from './line.ts';
import type { World } from './world.ts';

const EVENTS = 4;
/** Below this the browser may not have opened its database yet. */
const SETTLED_MS = 1_000;

const kill = async (world: World, afterMs: number, signal?: NodeJS.Signals) => {
  world.fail();
  const page = await world.open();
  await sleep(afterMs);
  await world.track(page, EVENTS);
  await killProfile(world.profile, signal);
  await world.profile.reopen();
};

/** Every way a page comes to its end. */
export const ENDINGS: Line[] = [
  {
    name: 'same-site navigation in the same task',
    safe: true,
    async play(world, rounds) {
      const page = await world.open();
      for (let round = 0; round < rounds; round++) {
        world.fail();
        await sleep(30 + world.random() * 100);
        await world.track(page, EVENTS, `location.href='/r${round}'`);
        await page.waitForURL(`**/r${round}`);
      }
      return world.settle();
    },
  },
  {
    name: 'cross-site navigation in the same task',
    safe: true,
    async play(world, rounds) {
      const page = await world.open();
      for (let round = 0; round < rounds; round++) {
        world.fail();
        await world.track(page, EVENTS, `location.href='${world.elsewhere.origin}/r${round}'`);
        await page.waitForURL(`${world.elsewhere.origin}/r${round}`);
        await page.goto(world.site.origin);
      }
      return world.settle();
    },
  },
  {
    name: 'reload in the same task',
    safe: true,
    async play(world, rounds) {
      const page = await world.open();
      for (let round = 0; round < rounds; round++) {
        world.fail();
        const reloaded = page.waitForEvent('domcontentloaded');
        await world.track(page, EVENTS, 'location.reload()');
        await reloaded;
      }
      return world.settle();
    },
  },
  {
    name: 'tab closed',
    safe: true,
    async play(world, rounds) {
      await world.open();
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
    name: '`window.close()` in the same task',
    safe: true,
    async play(world, rounds) {
      const opener = await world.open();
      for (let round = 0; round < rounds; round++) {
        world.fail();
        const [page] = await Promise.all([
          world.profile.context.waitForEvent('page'),
          opener.evaluate(() => void window.open('/')),
        ]);
        await page.waitForLoadState();
        const closed = page.waitForEvent('close');
        await world.track(page, EVENTS, 'window.close()');
        await closed;
      }
      return world.settle();
    },
  },
  {
    name: 'renderer crash',
    safe: true,
    chromiumOnly: true,
    async play(world, rounds) {
      for (let round = 0; round < rounds; round++) {
        world.fail();
        const page = await world.open();
        await sleep(100);
        await world.track(page, EVENTS);
        const crashed = page.waitForEvent('crash');
        const session = await world.profile.context.newCDPSession(page);
        void session.send('Page.crash').catch(() => {});
        await crashed;
        await page.close();
      }
      return world.settle();
    },
  },
  {
    name: 'browser SIGKILL, page 1 s old',
    safe: true,
    async play(world, rounds) {
      for (let round = 0; round < rounds; round++) await kill(world, SETTLED_MS);
      return world.settle();
    },
  },
  {
    name: 'browser SIGTERM, page 1 s old',
    safe: true,
    async play(world, rounds) {
      for (let round = 0; round < rounds; round++) await kill(world, SETTLED_MS, 'SIGTERM');
      return world.settle();
    },
  },
  {
    name: 'browser SIGKILL at once after a cold start',
    safe: false,
    async play(world, rounds) {
      for (let round = 0; round < rounds; round++) await kill(world, 0);
      return world.settle();
    },
  },
  {
    name: 'five pages of 60 to 300 ms, then SIGKILL',
    safe: false,
    async play(world, rounds) {
      for (let round = 0; round < rounds; round++) {
        world.fail();
        const page = await world.open();
        for (let step = 0; step < 5; step++) {
          await sleep(60 + world.random() * 240);
          await world.track(page, EVENTS, `location.href='/r${round}.${step}'`);
          await page.waitForURL(`**/r${round}.${step}`);
        }
        await killProfile(world.profile);
        await world.profile.reopen();
      }
      return world.settle();
    },
  },
];
