import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLICKMAP_FILTERS, CLICKMAP_KINDS, type ClickmapAnswer } from '../../src/contract/index.ts';
import { clickmap, FILTER_OPERATORS, type Filter } from '../../src/queries/index.ts';
import { verifyRollup } from '../../src/rollup/index.ts';
import { createRandom, type Random } from '../overview/events.ts';
import { NOTHING_DIFFERS } from '../rollup/world.ts';
import { startTestEngine, type TestEngine } from '../with-engine.ts';
import { identity, naiveClickmap, type PlainQuestion } from './reference.ts';
import { storeWorld } from './store-world.ts';
import { DAYS, FROM_MS, type PageEvent, WIDTHS, WORLD_PATHS, type World, worldOf } from './world.ts';

const DAY_MS = 86_400_000;
const QUESTIONS = 24;

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());

const COLUMN: Partial<Record<Filter['field'], keyof PageEvent>> = { team: 'team_id' };

function filterOf(random: Random, world: World): Filter {
  const field = random.pick(CLICKMAP_FILTERS);
  const operator = random.pick(FILTER_OPERATORS);
  const own = String(random.pick(world.events)[COLUMN[field] ?? (field as keyof PageEvent)]);
  const value = random.chance(0.9) ? own : "nobody's";
  if (operator !== 'matches') return { field, operator, value };
  return { field, operator, value: random.pick([`${value.slice(0, 2)}*`, `*${value.slice(-1)}`, '*']) };
}

function questionOf(random: Random, world: World): PlainQuestion {
  const fromMs = FROM_MS + random.below(DAYS * DAY_MS) - DAY_MS;
  const some = <T>(share: number, value: () => T): T | undefined => (random.chance(share) ? value() : undefined);
  const event = random.pick(world.events);
  const page = random.pick([
    { path: random.pick(WORLD_PATHS) },
    { pageGroup: '/p/:id' },
    { pageGroup: '/docs/:page' },
    {},
  ]);
  return {
    project: 'one',
    ...page,
    within: some(0.2, () => random.pick(['/p/*', '/', '/*', '/docs/a'])),
    fromMs: random.chance(0.3) ? FROM_MS - DAY_MS : fromMs,
    toMs: random.chance(0.3) ? FROM_MS + 2 * DAYS * DAY_MS : fromMs + 1 + random.below(DAYS * DAY_MS),
    viewportMin: some(0.3, () => random.pick(WIDTHS)),
    viewportMax: some(0.3, () => random.pick(WIDTHS)),
    filters: Array.from({ length: random.pick([0, 0, 1, 2]) }, () => filterOf(random, world)),
    language: some(0.15, () => random.pick(['en', 'de', 'fr'])),
    origin: some(0.15, () => random.pick(['https://shop.example', 'http://localhost:4401', 'https://other.example'])),
    kind: random.chance(0.5) ? 'all' : random.pick(CLICKMAP_KINDS),
    visitorId: some(0.1, () => event.visitor_id),
    userId: some(0.05, () => event.user_id || 'nobody'),
    sessionId: some(0.05, () => event.session_id || 'none'),
    pagePatterns: random.pick([[], ['/docs/:page']]),
    cells: random.pick([1, 7, 20, 100]),
  };
}

/** Elements of equal clicks come in the store's order: both sides in an order of ours. */
function sorted<Answer extends Pick<ClickmapAnswer, 'elements'>>(answer: Answer): Answer {
  const elements = [...answer.elements].sort((a, b) => (identity(a.anchor) < identity(b.anchor) ? -1 : 1));
  return { ...answer, elements };
}

/** Numbers and names in a value; what went through several roundings is compared to twelve digits. */
const leaves = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce((sum: number, part) => sum + leaves(part), 0)
    : 1;
const rounded = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
    typeof part === 'number' ? Number(part.toPrecision(12)) : part,
  ) as T;

describe('the clickmap against a naive reference', () => {
  test.each([1, 2, 3])(
    'random questions over a random world, seed %i',
    async (seed) => {
      const client = await engine.database();
      const world = worldOf(seed, 'one', 220);
      await client.command({ query: 'SYSTEM STOP MERGES' });
      await storeWorld(client, [world, worldOf(seed + 50, 'two', 60)], seed);
      if (seed === 3) {
        await client.command({ query: 'SYSTEM START MERGES' });
        for (const table of ['page_events', 'anchors', 'shown_lists'])
          await client.command({ query: `OPTIMIZE TABLE ${table} FINAL` });
      }
      expect((await verifyRollup(client)).differing).toEqual(NOTHING_DIFFERS);
      const random = createRandom(seed);
      let compared = 0;
      for (let index = 0; index < QUESTIONS; index++) {
        const question = questionOf(random, world);
        const answer = await clickmap(client, { ...question, limit: 10_000 });
        expect(rounded(sorted(answer)), JSON.stringify(question)).toEqual(
          rounded(sorted(naiveClickmap(world, question))),
        );
        compared += leaves(answer);
      }
      await client.command({ query: 'SYSTEM START MERGES' });
      expect(compared).toBeGreaterThan(5_000);
    },
    240_000,
  );
});
