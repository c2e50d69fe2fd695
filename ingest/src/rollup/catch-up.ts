import type { StoreClient } from '../store/index.ts';
import { runFold } from './fold.ts';
import type { Lease } from './lease.ts';
import { newestFold, planFold, unfinishedFold, waitingBlocks } from './plan.ts';

export interface CatchUpOptions {
  client: StoreClient;
  /** Held: nobody else folds. */
  lease: Lease;
  onProgress?: (doneRows: number, totalRows: number) => void;
}

/** Folds everything that waits, in folds as large as memory allows. */
export async function catchUp({ client, lease, onProgress = () => {} }: CatchUpOptions): Promise<void> {
  const leftOver = await unfinishedFold(client);
  if (leftOver !== undefined) await runFold(client, leftOver, () => lease.keep());
  let newest = await newestFold(client);
  let waiting = await waitingBlocks(client, { floor: 0n, isPlanAsked: true });
  const total = waiting.reduce((sum, { rows }) => sum + rows, 0);
  for (let done = 0; waiting.length > 0; ) {
    const fold = await planFold(client, ++newest, waiting);
    await runFold(client, fold, () => lease.keep());
    waiting = waiting.slice(fold.blockIds.length);
    done += fold.rows;
    onProgress(done, total);
  }
}
