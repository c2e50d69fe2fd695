import type { StoreClient } from '../store/index.ts';
import { foldedBlocks, foldedStretches, NEWEST } from './folded.ts';
import type { Fold, WaitingBlock } from './plan.ts';
import { confirmedBlocks, waitingPage } from './waiting.ts';

/** Block ids are milliseconds in their upper bits. */
const ID_BITS = 20n;
/** Blocks are confirmed seconds after their id was given; this window is asked for often. */
const RECENT_MS = 120_000;
/** After an outage of the store older ones are confirmed: the newest page of blocks is compared with the plan this often. */
const NEWEST_EVERY_MS = 60_000;
/** What is older still is gone through page by page, again and again: a server that was away for days confirms blocks of those days. */
const OLDER_EVERY_MS = 10_000;

const idAt = (ms: number) => BigInt(Math.max(0, ms)) << ID_BITS;

export interface Backlog {
  /** Confirmed blocks that no fold has, oldest first: not always all of them. */
  waiting(): Promise<WaitingBlock[]>;
  folded(fold: Fold): void;
}

/**
 * Knows what waits without reading the whole plan: blocks of the last two minutes are compared with a list in memory, all others with
 * the plan itself, of which no question reads more than one page of blocks needs.
 */
export async function openBacklog(client: StoreClient, now: () => number): Promise<Backlog> {
  const stretches = await foldedStretches(client);
  /** Every folded block from `knownFrom` on is in `known`; below it only the plan may be asked. */
  let knownFrom = idAt(now() - 2 * RECENT_MS);
  let known = new Set(await foldedBlocks(client, { floor: knownFrom, stretches }));
  let nextNewest = 0;
  let nextOlder = 0;
  /** Everything from here on was looked at; undefined: the next round begins. */
  let before: bigint | undefined;
  let isFirstRound = true;

  function forgetOld(): void {
    const oldest = idAt(now() - 2 * RECENT_MS);
    if (oldest <= knownFrom) return;
    knownFrom = oldest;
    known = new Set([...known].filter((id) => id >= oldest));
  }

  async function amongNewest(): Promise<WaitingBlock[]> {
    const { waiting, low } = await waitingPage(client, { before: NEWEST, stretches });
    if (waiting.length > 0) return waiting;
    nextNewest = now() + NEWEST_EVERY_MS;
    before ??= low;
    forgetOld();
    return [];
  }

  async function amongOlder(): Promise<WaitingBlock[]> {
    if (before === undefined) return [];
    const { waiting, low } = await waitingPage(client, { before, stretches });
    if (waiting.length > 0) return waiting;
    before = low;
    isFirstRound &&= low !== undefined;
    // A new term has seen nothing yet: it goes through all of it as fast as it looks for new blocks.
    if (!isFirstRound) nextOlder = now() + OLDER_EVERY_MS;
    return [];
  }

  return {
    async waiting() {
      if (now() >= nextNewest) {
        const newest = await amongNewest();
        if (newest.length > 0) return newest;
      }
      if (now() >= nextOlder) {
        const older = await amongOlder();
        if (older.length > 0) return older;
      }
      const recent = idAt(now() - RECENT_MS);
      const blocks = await confirmedBlocks(client, recent > knownFrom ? recent : knownFrom);
      return blocks.filter(({ blockId }) => !known.has(blockId));
    },

    folded({ fold, blockIds }) {
      stretches.add(fold, blockIds);
      for (const id of blockIds) if (id >= knownFrom) known.add(id);
    },
  };
}
