import type { StoreClient } from '../store/index.ts';
import { foldedBlocks, type WaitingBlock, waitingBlocks } from './plan.ts';

/** Block ids are milliseconds in their upper bits. */
const ID_BITS = 20n;
/** Blocks are confirmed seconds after their id was given; this window is asked for often. */
const RECENT_MS = 120_000;
/** After an outage of the store older ones are confirmed: everything is asked for this often. */
const FULL_EVERY_MS = 60_000;

const idAt = (ms: number) => BigInt(Math.max(0, ms)) << ID_BITS;

export interface Backlog {
  /** Confirmed blocks that no fold has, oldest first. */
  waiting(): Promise<WaitingBlock[]>;
  folded(blockIds: readonly bigint[]): void;
}

/**
 * Knows what waits without reading the whole plan each time: blocks of the last two minutes are compared with a list in memory,
 * all others with the plan itself, once a minute.
 */
export async function openBacklog(client: StoreClient, now: () => number): Promise<Backlog> {
  /** Every folded block from `knownFrom` on is in `known`; below it only the plan may be asked. */
  let knownFrom = idAt(now() - 2 * RECENT_MS);
  let known = new Set(await foldedBlocks(client, knownFrom));
  let nextFull = 0;

  function forgetOld(): void {
    const oldest = idAt(now() - 2 * RECENT_MS);
    if (oldest <= knownFrom) return;
    knownFrom = oldest;
    known = new Set([...known].filter((id) => id >= oldest));
  }

  return {
    async waiting() {
      if (now() >= nextFull) {
        const all = await waitingBlocks(client, { floor: 0n, isPlanAsked: true });
        if (all.length === 0) nextFull = now() + FULL_EVERY_MS;
        forgetOld();
        return all;
      }
      const recent = idAt(now() - RECENT_MS);
      const blocks = await waitingBlocks(client, {
        floor: recent > knownFrom ? recent : knownFrom,
        isPlanAsked: false,
      });
      return blocks.filter(({ blockId }) => !known.has(blockId));
    },

    folded(blockIds) {
      for (const id of blockIds) if (id >= knownFrom) known.add(id);
    },
  };
}
