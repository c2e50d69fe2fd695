import type { StoreClient } from '../store/index.ts';
import { runFold } from './fold.ts';
import type { Lease } from './lease.ts';
import { newestFold, planFold, unfinishedFold, type WaitingBlock } from './plan.ts';
import { waitingPages } from './waiting.ts';

export interface CatchUpOptions {
  client: StoreClient;
  /** Held: nobody else folds. */
  lease: Lease;
  onProgress?: (doneRows: number, totalRows: number) => void;
}

const rowsOf = (blocks: readonly WaitingBlock[]) => blocks.reduce((sum, { rows }) => sum + rows, 0);

/** Folds everything that waits, in folds as large as memory allows. */
export async function catchUp({ client, lease, onProgress = () => {} }: CatchUpOptions): Promise<void> {
  const leftOver = await unfinishedFold(client);
  if (leftOver !== undefined) await runFold(client, leftOver, () => lease.keep());
  let newest = await newestFold(client);
  let total = 0;
  for await (const page of waitingPages(client)) total += rowsOf(page);
  let done = 0;
  for await (const page of waitingPages(client)) {
    for (let waiting = page; waiting.length > 0; ) {
      const fold = await planFold(client, ++newest, waiting);
      await runFold(client, fold, () => lease.keep());
      waiting = waiting.slice(fold.blockIds.length);
      done += fold.rows;
      onProgress(done, total);
    }
  }
}
