import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { delivery, openZone, type Zone } from '../../src/queries/index.ts';
import { migrate, type StoreClient } from '../../src/store/index.ts';
import { createRandom } from '../overview/events.ts';
import { silentLog as log, startTestEngine, type TestEngine } from '../with-engine.ts';
import { generateBatches, storeBatches, type TestBatch } from './batches.ts';
import { referenceDelivery } from './reference.ts';

const DAY_MS = 86_400_000;
const FROM_MS = Date.UTC(2026, 9, 22);
const DAYS = 8;
const SEED = 7;
const plan = { seed: SEED, project: 'shop', fromMs: FROM_MS, days: DAYS, segments: 1_500 };

const zoneOf = (name: string) => openZone(name) as Zone;

let engine: TestEngine;
let client: StoreClient;
const stored: TestBatch[] = [];

beforeAll(async () => {
  engine = await startTestEngine();
  client = await engine.database();
  await migrate({ client, log });
});
afterAll(() => engine.stop());

async function store(batches: readonly TestBatch[]): Promise<void> {
  await storeBatches(client, batches);
  stored.push(...batches);
}

async function expectExact(zone: Zone, fromMs: number, toMs: number, nowMs: number): Promise<void> {
  const question = { project: 'shop', fromMs, toMs, zone, nowMs };
  expect(await delivery(client, question)).toEqual(referenceDelivery(stored, question));
}

describe(`every number agrees with a naive count (seed ${SEED})`, () => {
  test('while batches come in any order, late ones last', async () => {
    const random = createRandom(SEED);
    const batches = [
      ...generateBatches(plan),
      ...generateBatches({ ...plan, seed: SEED + 1, project: 'other', segments: 200 }),
    ]
      .map((batch) => ({ batch, order: random.chance(0.1) ? 1 + random.next() : random.next() }))
      .sort((a, b) => a.order - b.order)
      .map(({ batch }) => batch);
    const end = FROM_MS + DAYS * DAY_MS;
    for (const [start, stop] of [
      [0, 0.6],
      [0.6, 0.9],
      [0.9, 1],
    ] as const) {
      await store(batches.slice(start * batches.length, stop * batches.length));
      await expectExact(zoneOf('UTC'), FROM_MS, end, end + DAY_MS * 3);
    }
  });

  test('over ranges that cut segments in two, in zones with a change of clocks, while some are open', async () => {
    const random = createRandom(SEED + 2);
    for (let round = 0; round < 25; round++) {
      const zone = zoneOf(random.pick(['UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/St_Johns']));
      const fromMs = FROM_MS + random.below(DAYS * DAY_MS);
      const toMs = fromMs + 1 + random.below(3 * DAY_MS);
      const nowMs = random.chance(0.5) ? toMs : toMs + random.below(3 * DAY_MS);
      await expectExact(zone, fromMs, toMs, nowMs);
    }
  });

  test('a day with more gaps than are named still counts them all', async () => {
    const at = FROM_MS + 20 * DAY_MS + 1;
    const single = { project: 'shop', eventsAt: [at], receivedAt: at, rejected: 0, counts: undefined, isBuried: false };
    await store(Array.from({ length: 130 }, (_, n) => ({ ...single, segment: `lossy-${n}`, seq: 2 })));
    const question = { project: 'shop', fromMs: at - 1, toMs: at + 1, zone: zoneOf('UTC'), nowMs: at + DAY_MS };
    const [day] = await delivery(client, question);
    expect(day).toMatchObject({ expected: 390, received: 130, gap_count: 130 });
    expect(day?.gaps).toHaveLength(100);
    await expectExact(question.zone, question.fromMs, question.toMs, question.nowMs);
  });
});

test('what was generated has everything in it that can go wrong', () => {
  const days = referenceDelivery(stored, {
    project: 'shop',
    fromMs: FROM_MS,
    toMs: FROM_MS + DAYS * DAY_MS,
    zone: zoneOf('UTC'),
    nowMs: FROM_MS + 4 * DAY_MS,
  });
  const sum = (pick: (day: (typeof days)[number]) => number) => days.reduce((total, day) => total + pick(day), 0);
  expect(sum(({ gap_count }) => gap_count)).toBeGreaterThan(100);
  expect(sum(({ pending }) => pending)).toBeGreaterThan(100);
  expect(sum(({ events }) => events.dead_letters)).toBeGreaterThan(20);
  expect(sum(({ clients }) => clients.dropped.hook ?? 0)).toBeGreaterThan(50);
  expect(sum(({ events }) => events.rejected)).toBeGreaterThan(500);
});
