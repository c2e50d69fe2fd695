import { setTimeout as delay } from 'node:timers/promises';
import { type Rollup, startRollup } from '../../src/rollup/index.ts';
import type { StoreClient } from '../../src/store/index.ts';
import { createRandom, type TestEvent } from '../overview/events.ts';
import { waitingBlocks } from '../overview/fold-all.ts';
import { generate } from '../overview/generate.ts';
import { silentLog } from '../with-engine.ts';

export interface Block {
  id: bigint;
  events: TestEvent[];
}

/** Seven weeks of events over three months, a fifth of them late, in so many blocks. */
export function worldOf(seed: number, count: number, sessions = 250): { events: TestEvent[]; blocks: Block[] } {
  const random = createRandom(seed);
  const events = generate({ seed, project: 'one', fromMs: Date.UTC(2026, 8, 14), days: 49, visitors: 40, sessions });
  const blocks = Array.from({ length: count }, (_, index): Block => ({ id: BigInt(1_000 + index), events: [] }));
  for (const [index, event] of events.entries()) {
    const place = random.chance(0.2) ? random.below(count) : Math.floor((index / events.length) * count);
    blocks[place]?.events.push(event);
  }
  return { events, blocks: blocks.filter(({ events: own }) => own.length > 0) };
}

/** A rollup that works until nothing waits any more. */
export async function finish(client: StoreClient): Promise<void> {
  const rollup: Rollup = startRollup({ client, log: silentLog, node: 'node', isAlone: true });
  try {
    for (;;) {
      const isDone = await isFolded(client).catch(() => false);
      if (isDone) return;
      await delay(50);
    }
  } finally {
    await rollup.stop();
  }
}

async function isFolded(client: StoreClient): Promise<boolean> {
  if ((await waitingBlocks(client)).length > 0) return false;
  const answer = await client.query({ query: 'SELECT fold FROM folds FINAL WHERE done = 0', format: 'JSONEachRow' });
  return (await answer.json()).length === 0;
}

export const NOTHING_DIFFERS = { visits: 0, sets: 0, session_sums: 0, page_events: 0 };
