import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ModelBrowser } from '../../test/model/browser.ts';
import { createModelBrowser } from '../../test/model/browser.ts';
import type { Answer, ModelServer } from '../../test/model/server.ts';
import { ANSWERS, createModelServer, HANG_MS } from '../../test/model/server.ts';

const RUNS = Number(process.env.CONSERVATION_RUNS ?? 100);
const DAY_MS = 86_400_000;
const MAX_LOOKS = 50;
const MAX_LIVED_MS = 12_000;
const SLICE_MS = 500;

const OTHERS = ['hook', 'become', 'flush', 'flush', 'next page', 'another tab'] as const;
type Other = (typeof OTHERS)[number];

type Step =
  | { do: 'add'; count: number; size: number; poison: boolean }
  | { do: Other }
  | { do: 'wait'; ms: number }
  | { do: 'answer'; answer: Answer };

const adding = fc.record({
  do: fc.constant('add' as const),
  count: fc.integer({ min: 1, max: 9 }),
  size: fc.constantFrom(10, 10, 3_000, 30_000, 45_000),
  poison: fc.constantFrom(false, false, true),
});
const waiting = fc.record({
  do: fc.constant('wait' as const),
  ms: fc.constantFrom(100, 3_000, 12_000, 400_000, 4_000_000, 8 * DAY_MS),
});
const answering = fc.record({ do: fc.constant('answer' as const), answer: fc.constantFrom(...ANSWERS) });
const other = fc.record({ do: fc.constantFrom(...OTHERS) });
const steps: fc.Arbitrary<Step[]> = fc.array(fc.oneof(adding, waiting, answering, other), {
  minLength: 3,
  maxLength: 40,
});

/** Lets the stores and the answers, which keep real time, catch up. */
const breathe = async () => {
  for (let n = 0; n < 20; n++) await new Promise((resolve) => setImmediate(resolve));
};

const live = async (ms: number) => {
  for (let left = ms; left > 0; left -= SLICE_MS) {
    await vi.advanceTimersByTimeAsync(Math.min(left, SLICE_MS));
    await breathe();
  }
};

const take = async (browser: ModelBrowser, server: ModelServer, step: Step) => {
  if (step.do === 'add') for (let n = 0; n < step.count; n++) browser.add(step.size, step.poison && !n);
  else if (step.do === 'answer') server.answer = step.answer;
  else if (step.do === 'flush') void browser.page().flush();
  else if (step.do === 'hook') browser.hook();
  else if (step.do === 'become') browser.become();
  else if (step.do === 'next page') browser.next();
  else if (step.do === 'another tab') browser.anotherTab();
  else if (step.do === 'wait') {
    // Of a long wait only the end is lived through, as by a machine that slept.
    const lived = Math.min(step.ms, MAX_LIVED_MS);
    vi.setSystemTime(Date.now() + step.ms - lived);
    await live(lived);
  }
  await breathe();
};

const sum = (counts: Record<string, number>) => Object.values(counts).reduce((total, count) => total + count, 0);

const expectConserved = (browser: ModelBrowser) => {
  for (const { created, adopted, acked, queued, dead, dropped } of browser.reports())
    expect({ sum: acked + queued + dead + sum(dropped) }).toEqual({ sum: created + adopted });
};

/** Events that are neither at the server nor counted as given up. */
const unexplained = (browser: ModelBrowser, server: ModelServer) => {
  const there = new Set(server.ids());
  const missing = browser.made.filter((id) => !there.has(id)).length;
  const reports = browser.reports();
  return reports.reduce((left, { dead, dropped }) => left - dead - sum({ ...dropped, hook: 0 }), missing);
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: 1_800_000_000_000 });
  vi.stubGlobal('CompressionStream', undefined);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('created + adopted = acked + queued + dead + dropped, at every moment and whatever happens', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.constantFrom(50_000, 20_000), async (course, maxBody) => {
      localStorage.clear();
      const server = createModelServer(maxBody);
      const browser = createModelBrowser(server);
      vi.stubGlobal('fetch', browser.fetch);
      for (const step of course) {
        await take(browser, server, step);
        expectConserved(browser);
      }
      // The server works again and a page stays: everything is there once, or somebody counted it.
      server.answer = 'ack';
      browser.next();
      for (let look = 0; look < MAX_LOOKS && unexplained(browser, server) > 0; look++) {
        await live(HANG_MS);
      }
      expectConserved(browser);
      // What a project that is gone leaves in the journal is cleared, and there is nobody to count it for.
      if (!course.some((step) => step.do === 'answer' && step.answer === '410'))
        expect(unexplained(browser, server)).toBeLessThanOrEqual(0);
      expect(server.ids().length).toBe(new Set(server.ids()).size);
      expect(browser.faults).toEqual({});
      browser.close();
    }),
    { numRuns: RUNS },
  );
});
