import type { StoreClient } from '../store/index.ts';
import { type FoldedStretches, foldedStretches, NEWEST } from './folded.ts';
import type { WaitingBlock } from './plan.ts';
import { read } from './statement.ts';

/** Confirmed blocks that are compared with the plan at once, about a day of a server's: years of them would outgrow the memory. */
const PAGE_BLOCKS = 100_000;

interface PageOptions {
  /** The page is of the newest blocks below this id. */
  before: bigint;
  stretches: FoldedStretches;
}

interface WaitingPage {
  /** Oldest first. */
  waiting: WaitingBlock[];
  /** The oldest id that was looked at; undefined where there was nothing left. */
  low: bigint | undefined;
}

async function pageBefore(client: StoreClient, before: bigint): Promise<{ low: bigint; high: bigint } | undefined> {
  const rows = await read<{ low: string; high: string; n: string }>(client, {
    sql: `SELECT min(block_id) AS low, max(block_id) AS high, count() AS n FROM (
            SELECT block_id FROM blocks WHERE block_id < {before:UInt64} ORDER BY block_id DESC LIMIT ${PAGE_BLOCKS})`,
    params: { before },
  });
  const [page] = rows;
  return page === undefined || page.n === '0' ? undefined : { low: BigInt(page.low), high: BigInt(page.high) };
}

interface BlockRow {
  block_id: string;
  size: number;
}
const blocksOf = (rows: readonly BlockRow[]): WaitingBlock[] =>
  rows.map(({ block_id, size }) => ({ blockId: BigInt(block_id), rows: size }));

/** One page of confirmed blocks, those of it that no fold has. */
export async function waitingPage(client: StoreClient, { before, stretches }: PageOptions): Promise<WaitingPage> {
  const page = await pageBefore(client, before);
  if (page === undefined) return { waiting: [], low: undefined };
  const { low, high } = page;
  const rows = await read<BlockRow>(client, {
    sql: `SELECT block_id, max(rows) AS size FROM blocks
          WHERE block_id >= {low:UInt64} AND block_id <= {high:UInt64} AND block_id NOT IN (
            SELECT arrayJoin(block_ids) AS id FROM folds
            WHERE ${stretches.between(low, high)} AND id >= {low:UInt64} AND id <= {high:UInt64})
          GROUP BY block_id ORDER BY block_id`,
    params: { low, high },
  });
  return { waiting: blocksOf(rows), low };
}

/** Confirmed blocks from `floor` on, folded or not. */
export async function confirmedBlocks(client: StoreClient, floor: bigint): Promise<WaitingBlock[]> {
  const rows = await read<BlockRow>(client, {
    sql: 'SELECT block_id, max(rows) AS size FROM blocks WHERE block_id >= {floor:UInt64} GROUP BY block_id ORDER BY block_id',
    params: { floor },
  });
  return blocksOf(rows);
}

/** Everything confirmed that no fold has: the newest blocks first, a page at a time. */
export async function* waitingPages(client: StoreClient): AsyncGenerator<WaitingBlock[]> {
  const stretches = await foldedStretches(client);
  for (let before = NEWEST; ; ) {
    const { waiting, low } = await waitingPage(client, { before, stretches });
    if (low === undefined) return;
    yield waiting;
    before = low;
  }
}
