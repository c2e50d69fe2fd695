import { type Fold, newestFold, planFold, runFold, waitingBlocks } from '../../src/rollup/index.ts';
import type { StoreClient } from '../../src/store/index.ts';

/** Folds everything that waits, a few blocks at a time, as a leader would. */
export async function foldAll(client: StoreClient, blocksAtOnce: number): Promise<Fold[]> {
  const folds: Fold[] = [];
  let newest = await newestFold(client);
  const waiting = await waitingBlocks(client, { floor: 0n, isPlanAsked: true });
  for (let start = 0; start < waiting.length; start += blocksAtOnce) {
    const fold = await planFold(client, ++newest, waiting.slice(start, start + blocksAtOnce));
    await runFold(client, fold, async () => true);
    folds.push(fold);
  }
  return folds;
}
