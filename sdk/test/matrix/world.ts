import type { Page } from 'playwright-core';
import type { Collector } from '../browser/collector.ts';
import { startCollector } from '../browser/collector.ts';
import type { BrowserName, Profile, Site } from '../browser/harness.ts';
import { openProfile, startSite, until } from '../browser/harness.ts';
import { drawMood } from './moods.ts';
import type { Random } from './random.ts';

/** What became of the events that the pages proved to have made. */
export interface Outcome {
  made: number;
  lost: number;
  doubled: number;
  /** Batches that arrived again after they were kept: what the server's memory for batch ids is for. */
  repeats: number;
  /** What broke the contract, or an exception the page saw. */
  faults: unknown[];
}

/** One profile, one recording server that fails on demand, one site and another. */
export interface World {
  collector: Collector;
  profile: Profile;
  site: Site;
  elsewhere: Site;
  random: Random;
  /** Draws how the server treats everything from now on. */
  fail(): void;
  open(path?: string): Promise<Page>;
  /**
   * Makes events, and whatever `then` does in the same task. A page that stays proves that it made them; of a page that
   * leaves in the same task, the caller awaits the proof: its next address, its end.
   */
  track(page: Page, count: number, then?: string): Promise<void>;
  /** The server works again; with `page` that page delivers what is missing, else a visit of the same profile does. */
  settle(how?: { page?: Page; withinMs?: number }): Promise<Outcome>;
  close(): Promise<void>;
}

/** Whoever sends without the other half of the core notes a wait of a minute after a failure. */
const SETTLE_MS = 75_000;

export const openWorld = async (random: Random, browser?: BrowserName): Promise<World> => {
  const collector = await startCollector();
  const site = await startSite(
    () => `<!doctype html><html><head><title>t</title>
<script src="/t.js" data-key="pk_test" data-host="${collector.origin}"></script></head><body>x</body></html>`,
  );
  const elsewhere = await startSite(() => '<!doctype html><title>elsewhere</title>');
  const profile = await openProfile(browser);
  const made = new Set<number>();
  let counter = 0;
  const errors: string[] = [];

  const arrived = () => collector.of('made').map(({ data }) => (data as { n: number }).n);
  const missing = () => {
    const there = new Set(arrived());
    return [...made].filter((n) => !there.has(n));
  };

  const world: World = {
    collector,
    profile,
    site,
    elsewhere,
    random,
    fail() {
      const mood = drawMood(random);
      collector.mood = () => mood;
    },
    async open(path = '/') {
      const page = await profile.context.newPage();
      page.on('pageerror', (error) => errors.push(String(error)));
      await page.goto(site.origin + path);
      return page;
    },
    async track(page, count, then = '') {
      const numbers = Array.from({ length: count }, () => counter++);
      const proof = await page
        .evaluate(`(()=>{for(const n of ${JSON.stringify(numbers)})trodden.track('made',{n});${then};return true})()`)
        .catch(() => undefined);
      if (proof || then) for (const n of numbers) made.add(n);
    },
    async settle({ page, withinMs = SETTLE_MS } = {}) {
      collector.mood = () => 'up';
      if (!page) await world.open();
      await until(() => missing().length === 0, withinMs);
      const ids = collector.events().map(({ event_id }) => event_id);
      return {
        made: made.size,
        lost: missing().length,
        doubled: ids.length - new Set(ids).size,
        repeats: collector.repeats,
        faults: [...collector.faults, ...errors],
      };
    },
    async close() {
      await profile.close();
      await site.close();
      await elsewhere.close();
      await collector.close();
    },
  };
  return world;
};
