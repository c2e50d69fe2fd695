import { randomUUID } from 'node:crypto';
import type { BatchCounts } from '../../src/contract/index.ts';
import type { StoreClient } from '../../src/store/index.ts';
import { createRandom, type Random, uuidV7 } from '../overview/events.ts';

/** One batch as the tests think of it. */
export interface TestBatch {
  project: string;
  segment: string;
  seq: number;
  /** When its events happened, first to last; the first row is the first. */
  eventsAt: number[];
  receivedAt: number;
  rejected: number;
  counts: BatchCounts | undefined;
  /** Its first row was refused by the store. */
  isBuried: boolean;
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

export interface Plan {
  seed: number;
  project: string;
  fromMs: number;
  days: number;
  segments: number;
}

function countsOf(random: Random, seq: number): BatchCounts | undefined {
  if (random.chance(0.2)) return undefined;
  return {
    created: (seq + 1) * 10,
    ...(seq > 0 ? { acked: seq * 9 } : {}),
    ...(random.chance(0.2) ? { dead: seq } : {}),
    ...(random.chance(0.2) ? { adopted: 3 } : {}),
    ...(random.chance(0.3) ? { dropped: { hook: seq, [random.pick(['size', 'age', 'overflow'])]: 2 } } : {}),
  };
}

function batchAt(random: Random, at: number, head: { project: string; segment: string; seq: number }): TestBatch {
  const accepted = random.chance(0.1) ? 0 : 1 + random.below(4);
  return {
    ...head,
    eventsAt: Array.from({ length: accepted }, (_, event) => at + event * 100),
    receivedAt: at + (random.chance(0.05) ? random.below(48 * HOUR_MS) : 5_000),
    rejected: accepted === 0 ? 3 : random.below(2),
    counts: countsOf(random, head.seq),
    isBuried: accepted > 0 && random.chance(0.05),
  };
}

/** Segments with lost, split, refused, buried and very late batches; some of them last over midnight. */
export function generateBatches({ seed, project, fromMs, days, segments }: Plan): TestBatch[] {
  const random = createRandom(seed);
  const batches: TestBatch[] = [];
  for (let index = 0; index < segments; index++) {
    let at = fromMs + random.below(days * 24 * HOUR_MS);
    const segment = random.chance(0.9) ? uuidV7(random, at) : `segment ${index} "quoted" \\ '`;
    const isLossy = random.chance(0.6);
    for (let seq = 0, length = 1 + random.below(9); seq < length; seq++) {
      at += random.chance(0.1) ? random.below(3 * HOUR_MS) : random.below(MINUTE_MS);
      const halves = random.chance(0.1) ? 2 : 1;
      for (let half = 0; half < halves; half++) {
        if (isLossy && random.chance(0.3)) continue;
        batches.push(batchAt(random, at + half * 1_000, { project, segment, seq }));
      }
    }
  }
  return batches;
}

const accountsOf = ({ eventsAt, rejected, counts }: TestBatch) => ({
  batch_events: eventsAt.length + rejected,
  batch_rejected: rejected,
  batch_counts: counts === undefined ? '' : JSON.stringify(counts),
});

/** As the write path leaves them: each in its tables. */
export async function storeBatches(client: StoreClient, batches: readonly TestBatch[]): Promise<void> {
  const tables: Record<string, object[]> = { events: [], batch_traces: [], dead_letter: [] };
  for (const batch of batches) {
    const head = {
      project: batch.project,
      batch_id: randomUUID(),
      batch_seq: batch.seq,
      session_replay_segment_id: batch.segment,
      block_id: 1,
    };
    if (batch.eventsAt.length === 0) {
      const { batch_events: _, ...accounts } = accountsOf(batch);
      tables.batch_traces?.push({ ...head, ...accounts, received_at: batch.receivedAt });
    }
    for (const [index, event_at] of batch.eventsAt.entries()) {
      const event_id = randomUUID();
      const accounts = index === 0 ? accountsOf(batch) : {};
      const row = { ...head, ...accounts, event_id, event_at, received_at: batch.receivedAt, auth_state: 'anonymous' };
      if (index > 0 || !batch.isBuried) tables.events?.push(row);
      else
        tables.dead_letter?.push({
          project: batch.project,
          event_id,
          block_id: 1,
          died_at: batch.receivedAt,
          target: 'events',
          row: JSON.stringify(row),
        });
    }
  }
  for (const [table, values] of Object.entries(tables))
    await client.insert({ table, values, format: 'JSONEachRow', clickhouse_settings: { async_insert: 0 } });
}
