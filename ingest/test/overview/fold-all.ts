import { type Fold, newestFold, planFold, runFold, type WaitingBlock, waitingPages } from '../../src/rollup/index.ts';
import type { StoreClient } from '../../src/store/index.ts';

/** Everything that waits, oldest first. */
export async function waitingBlocks(client: StoreClient): Promise<WaitingBlock[]> {
  const pages: WaitingBlock[][] = [];
  for await (const page of waitingPages(client)) pages.unshift(page);
  return pages.flat();
}

/** Folds everything that waits, a few blocks at a time, as a leader would. */
export async function foldAll(client: StoreClient, blocksAtOnce: number): Promise<Fold[]> {
  const folds: Fold[] = [];
  let newest = await newestFold(client);
  const waiting = await waitingBlocks(client);
  for (let start = 0; start < waiting.length; start += blocksAtOnce) {
    const fold = await planFold(client, ++newest, waiting.slice(start, start + blocksAtOnce));
    await runFold(client, fold, async () => true);
    folds.push(fold);
  }
  return folds;
}
