import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FILTER_FIELDS, FILTER_OPERATORS, openZone, overview, parseFilter } from '../../src/queries/index.ts';
import { migrate, type StoreClient } from '../../src/store/index.ts';
import { silentLog, startTestEngine, type TestEngine } from '../with-engine.ts';
import { createRandom, type Random, storeBlocks, type TestEvent } from './events.ts';
import { foldAll } from './fold-all.ts';
import { generate } from './generate.ts';
import { allRecordings, type Recording, record, storeRecordings } from './recordings.ts';
import { naiveOverview, type PlainQuestion } from './reference.ts';
import type { PlainFilter } from './reference-filter.ts';

const DAY_MS = 86_400_000;
/** Seven weeks with both ends of summer time in them, by hemisphere. */
const FROM_MS = Date.UTC(2026, 8, 14);
const DAYS = 49;
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Africa/Cairo',
  'Pacific/Auckland',
];
const QUESTIONS = 30;

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());

/** Every event in some block, late and out of order, blocks of all sizes. */
function intoBlocks(random: Random, events: readonly TestEvent[], count: number) {
  const blocks = Array.from({ length: count }, (_, index) => ({
    id: BigInt(1_000 + index),
    events: [] as TestEvent[],
  }));
  for (const [index, event] of events.entries()) {
    const isLate = random.chance(0.2);
    const usual = Math.floor((index / events.length) * count);
    blocks[isLate ? random.below(count) : usual]?.events.push(event);
  }
  return blocks.filter(({ events: own }) => own.length > 0);
}

function randomFilter(random: Random, events: readonly TestEvent[]): PlainFilter {
  const field = random.pick(FILTER_FIELDS);
  const operator = random.pick(FILTER_OPERATORS);
  const event = random.pick(events);
  const column = field === 'team' ? 'team_id' : field === 'event' ? 'event_type' : field;
  const own = random.chance(0.9) ? String(event[column]) : "nobody's";
  if (field === 'path' && random.chance(0.3)) return { field, operator, value: '/p/:id' };
  if (operator !== 'matches') return { field, operator, value: own };
  const cut = random.below(own.length + 1);
  return {
    field,
    operator,
    value: random.pick([`${own.slice(0, cut)}*`, `*${own.slice(cut)}`, `${own.slice(0, 1)}*${own.slice(-1)}`]),
  };
}

function randomQuestion(random: Random, events: readonly TestEvent[]): PlainQuestion {
  const tz = random.pick(ZONES);
  const zone = openZone(tz);
  if (zone === undefined) throw new Error(`${tz} is no zone`);
  const lengthMs = random.pick([1 / 24, 0.4, 1, 2, 7, 20, 30]) * DAY_MS;
  const from = FROM_MS - 2 * DAY_MS + random.below(DAYS * DAY_MS);
  const shape = random.below(4);
  const align = (ms: number) => (shape < 2 ? zone.startOf(zone.dateAt(ms)) : shape === 2 ? ms - (ms % 3_600_000) : ms);
  const fromMs = align(from);
  return {
    fromMs,
    toMs: Math.max(fromMs + 1, align(from + lengthMs)),
    tz,
    includeAnonymous: random.chance(0.5),
    filters: Array.from({ length: random.pick([0, 0, 1, 2, 3, 4]) }, () => randomFilter(random, events)),
    pageGroups: random.chance(0.4),
    pagePatterns: random.pick([[], ['/docs/*'], ['/p/:page', '/:any']]),
  };
}

/** How many numbers and names a value holds. */
const leaves = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce((sum: number, part) => sum + leaves(part), 0)
    : 1;

interface World {
  events: readonly TestEvent[];
  recordings: readonly Recording[];
}

async function compare(client: StoreClient, { events, recordings }: World, question: PlainQuestion) {
  const { tz, filters, ...rest } = question;
  const zone = openZone(tz);
  if (zone === undefined) throw new Error(`${tz} is no zone`);
  const parsed = filters.map(({ field, operator, value }) => parseFilter(`${field}:${operator}:${value}`));
  const answer = await overview(client, {
    ...rest,
    project: 'one',
    zone,
    filters: parsed.filter((filter) => filter !== undefined),
    nowMs: FROM_MS + 400 * DAY_MS,
  });
  for (const { paths } of answer.recent_replays) paths.sort();
  expect(answer, JSON.stringify(question)).toEqual(naiveOverview(events, question, recordings));
  return { compared: leaves(answer), replays: answer.recent_replays.length };
}

describe('the overview against a naive reference', () => {
  test.each([1, 2, 3])(
    'random questions over random data, seed %i',
    async (seed) => {
      const client = await engine.database();
      await migrate({ client, log: silentLog });
      const random = createRandom(seed);
      const world = { seed, fromMs: FROM_MS, days: DAYS, visitors: 45, sessions: 330 };
      const own = generate({ ...world, project: 'one' });
      const foreign = generate({ ...world, project: 'two', seed: seed + 100 });
      const blocks = intoBlocks(random, [...own, ...foreign], 10);
      // Parts that were never merged, then half merged ones, must say the same as one that was.
      await client.command({ query: 'SYSTEM STOP MERGES' });
      await storeBlocks(client, blocks);
      await foldAll(client, seed === 1 ? 1 : 4);
      if (seed === 3) {
        await client.command({ query: 'SYSTEM START MERGES' });
        for (const table of ['visits', 'sets', 'session_sums', 'ids'])
          await client.command({ query: `OPTIMIZE TABLE ${table} FINAL` });
      }
      const chunks = record(random, own);
      const deleted = chunks.filter(() => random.chance(0.01)).map(({ session_id }) => session_id);
      await storeRecordings(client, record(random, foreign), []);
      await storeRecordings(client, chunks, deleted);
      const here = { events: own, recordings: allRecordings(chunks, deleted) };
      const sum = { compared: 0, replays: 0 };
      for (let index = 0; index < QUESTIONS; index++) {
        const { compared, replays } = await compare(client, here, randomQuestion(random, own));
        sum.compared += compared;
        sum.replays += replays;
      }
      await client.command({ query: 'SYSTEM START MERGES' });
      expect(sum.compared).toBeGreaterThan(5_000);
      expect(sum.replays).toBeGreaterThan(30);
    },
    240_000,
  );
});
