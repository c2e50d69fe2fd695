import type { StoreClient } from '../store/index.ts';
import { read, write } from './statement.ts';

/** One fold: the blocks that are added to every derived table together, exactly once. */
export interface Fold {
  fold: number;
  blockIds: readonly bigint[];
  rows: number;
}

/** A confirmed block that is in no fold yet. */
export interface WaitingBlock {
  blockId: bigint;
  rows: number;
}

/** The fold's insert keeps one block per month in memory until it is written; this much fits anywhere. */
const MAX_FOLD_ROWS = 500_000;
const MAX_FOLD_BLOCKS = 10_000;

/** The fold that was planned and not finished, when there is one: the newest, since nothing is planned before it is finished. */
export async function unfinishedFold(client: StoreClient): Promise<Fold | undefined> {
  const rows = await read<{ fold: number; block_ids: string[]; total: string }>(client, {
    sql: 'SELECT fold, block_ids, rows AS total FROM folds FINAL WHERE done = 0 AND fold = {newest:UInt32}',
    params: { newest: await newestFold(client) },
  });
  const row = rows[0];
  return row && { fold: row.fold, blockIds: row.block_ids.map(BigInt), rows: Number(row.total) };
}

/** The number of the newest fold, finished or not; 0 before the first. */
export async function newestFold(client: StoreClient): Promise<number> {
  const rows = await read<{ fold: number }>(client, { sql: 'SELECT max(fold) AS fold FROM folds' });
  return rows[0]?.fold ?? 0;
}

/** Writes the plan of the next fold down, before anything of it is done. */
export async function planFold(client: StoreClient, fold: number, waiting: readonly WaitingBlock[]): Promise<Fold> {
  const taken: WaitingBlock[] = [];
  let rows = 0;
  for (const block of waiting) {
    const isFull = taken.length === MAX_FOLD_BLOCKS || (taken.length > 0 && rows + block.rows > MAX_FOLD_ROWS);
    if (isFull) break;
    taken.push(block);
    rows += block.rows;
  }
  const planned = { fold, blockIds: taken.map(({ blockId }) => blockId), rows };
  await record(client, planned, 0);
  return planned;
}

/** Says that every table has the fold: answers carry its number from now on. */
export async function finishFold(client: StoreClient, fold: Fold): Promise<void> {
  await record(client, fold, 1);
}

async function record(client: StoreClient, { fold, blockIds, rows }: Fold, done: 0 | 1): Promise<void> {
  await write(client, {
    sql: `INSERT INTO folds (fold, block_ids, rows, done)
          SELECT {fold:UInt32}, {blocks:Array(UInt64)}, {rows:UInt64}, {done:UInt8}`,
    params: { fold, blocks: blockIds, rows, done },
  });
}
