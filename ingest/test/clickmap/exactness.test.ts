import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClickmapAnswer } from '../../src/contract/index.ts';
import { clickHours, clickmap, clickmapPages, compareClickmaps } from '../../src/queries/index.ts';
import { verifyRollup } from '../../src/rollup/index.ts';
import type { StoreClient } from '../../src/store/index.ts';
import { createRandom } from '../overview/events.ts';
import { NOTHING_DIFFERS } from '../rollup/world.ts';
import { startTestEngine, type TestEngine } from '../with-engine.ts';
import { questionOf } from './questions.ts';
import { identity, naiveClickmap, type PlainQuestion } from './reference.ts';
import { naiveHours, naivePages, naiveSides } from './reference-others.ts';
import { storeWorld } from './store-world.ts';
import { type World, worldOf } from './world.ts';

const QUESTIONS = 15;

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());

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

const ZONES = ['UTC', 'Asia/Kathmandu', 'America/New_York', 'Australia/Lord_Howe'];

/** The lists, the week and the comparison, asked of the same rows. */
async function compareOthers(
  client: StoreClient,
  world: World,
  question: PlainQuestion,
  index: number,
): Promise<number> {
  const isGrouped = index % 2 === 0;
  const pages = await clickmapPages(client, question, isGrouped);
  expect(rounded(pages), JSON.stringify(question)).toEqual(rounded(naivePages(world, question, isGrouped)));
  const tz = ZONES[index % ZONES.length] ?? 'UTC';
  const { hours } = await clickHours(client, question, tz);
  expect(hours).toEqual(naiveHours(world, question, tz));
  const other = { ...question, filters: [{ field: 'release', operator: 'is', value: '1.1' } as const] };
  const compared = await compareClickmaps(client, { a: question, b: other, limit: 10_000 });
  const expected = naiveSides(world, question, other);
  const elements = compared.elements.map(({ keys, a, b }) => ({
    keys,
    a: { ...a, rate: 0 },
    b: { ...b, rate: 0 },
  }));
  expect(compared.b, JSON.stringify(question)).toEqual(expected.b);
  expect(
    elements.sort((one, two) => (String(one.keys) < String(two.keys) ? -1 : 1)),
    JSON.stringify(question),
  ).toEqual(expected.elements);
  return leaves(pages) + leaves(hours) + leaves(elements);
}

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
        compared += leaves(answer) + (await compareOthers(client, world, question, index));
      }
      await client.command({ query: 'SYSTEM START MERGES' });
      expect(compared).toBeGreaterThan(5_000);
    },
    900_000,
  );
});
