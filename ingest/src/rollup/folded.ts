import type { StoreClient } from '../store/index.ts';
import { read } from './statement.ts';

/** Above every block id. */
export const NEWEST = 2n ** 64n - 1n;
/** Folds that are looked at together; of the largest folds so many hold five million block ids. */
const FOLDS_A_STRETCH = 512;

/**
 * Which folds may have the blocks between two ids. Folds are made about in the order of their blocks, so that these are few; a block
 * that was confirmed late makes its own stretch of folds wider and no other one.
 */
export interface FoldedStretches {
  /** A condition on `folds`, for block ids from `low` to `high`. */
  between(low: bigint, high: bigint): string;
  add(fold: number, blockIds: readonly bigint[]): void;
}

/** Reads the whole plan once, but keeps only three numbers of each stretch: for the length of a term. */
export async function foldedStretches(client: StoreClient): Promise<FoldedStretches> {
  const rows = await read<{ stretch: number; low: string; high: string }>(client, {
    sql: `SELECT intDiv(fold, ${FOLDS_A_STRETCH}) AS stretch, min(arrayMin(block_ids)) AS low, max(arrayMax(block_ids)) AS high
          FROM folds WHERE notEmpty(block_ids) GROUP BY stretch ORDER BY stretch`,
  });
  const stretches = new Map(rows.map(({ stretch, low, high }) => [stretch, { low: BigInt(low), high: BigInt(high) }]));
  return {
    between(low, high) {
      const runs: { first: number; end: number }[] = [];
      for (const [stretch, ids] of stretches) {
        if (ids.high < low || ids.low > high) continue;
        const last = runs.at(-1);
        if (last?.end === stretch) last.end = stretch + 1;
        else runs.push({ first: stretch, end: stretch + 1 });
      }
      const conditions = runs.map(
        ({ first, end }) => `fold >= ${first * FOLDS_A_STRETCH} AND fold < ${end * FOLDS_A_STRETCH}`,
      );
      return conditions.length === 0 ? 'false' : `(${conditions.join(' OR ')})`;
    },
    add(fold, blockIds) {
      const stretch = Math.floor(fold / FOLDS_A_STRETCH);
      for (const id of blockIds) {
        const known = stretches.get(stretch);
        if (known === undefined) stretches.set(stretch, { low: id, high: id });
        else if (id < known.low) known.low = id;
        else if (id > known.high) known.high = id;
      }
    },
  };
}

/** Blocks from `floor` on that a fold has, finished or not. */
export async function foldedBlocks(
  client: StoreClient,
  { floor, stretches }: { floor: bigint; stretches: FoldedStretches },
): Promise<bigint[]> {
  const rows = await read<{ id: string }>(client, {
    sql: `SELECT DISTINCT arrayJoin(block_ids) AS id FROM folds WHERE ${stretches.between(floor, NEWEST)} AND id >= {floor:UInt64}`,
    params: { floor },
  });
  return rows.map(({ id }) => BigInt(id));
}

/**
 * A condition on `events`: blocks that a fold of the plan has. Asked of the blocks that `where` is about only, since a set of all that there
 * ever were outgrows the memory.
 */
export const foldedAmong = (where: string, plan = 'true') => `block_id IN (
  SELECT arrayJoin(block_ids) AS id FROM folds
  WHERE ${plan} AND id >= (SELECT min(block_id) FROM events WHERE ${where}) AND id <= (SELECT max(block_id) FROM events WHERE ${where}))`;
