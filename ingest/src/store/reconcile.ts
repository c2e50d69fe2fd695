import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Block, BlockTable } from './block.ts';
import { IDENTITY_COLUMNS, identityOf, type Row, readLine } from './lines.ts';
import type { Writer } from './writer.ts';

/** Blocks asked for in one query; its text stays small, and so does the answer: one line a block. */
const BLOCKS_A_QUERY = 1_000;
const LINES_A_TURN = 500;

/** How many rows of each block are stored. Runs in the writer's session, which makes it the fence as well. */
export async function countStored(writer: Writer, blocks: readonly Block[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const table of new Set(blocks.map((block) => block.table))) {
    const ids = blocks.filter((block) => block.table === table).map((block) => BigInt(block.id));
    for (let at = 0; at < ids.length; at += BLOCKS_A_QUERY) {
      const rows = await countOf(writer, table, ids.slice(at, at + BLOCKS_A_QUERY));
      for (const { block_id, stored } of rows) counts.set(block_id, Number(stored));
    }
  }
  return counts;
}

function countOf(writer: Writer, table: BlockTable, ids: bigint[]): Promise<{ block_id: string; stored: string }[]> {
  return writer.rows(
    `SELECT toString(block_id) AS block_id, toString(count()) AS stored FROM ${table} AS stored_rows
     WHERE stored_rows.block_id IN {ids:Array(UInt64)} GROUP BY stored_rows.block_id`,
    { ids },
  );
}

/**
 * The rows of a block that are neither stored nor buried. Two batches may carry the same event id, so rows are counted, not just looked up.
 */
export async function findMissing(
  writer: Writer,
  block: Block,
  lines: readonly Buffer[],
  buried: ReadonlySet<string>,
): Promise<Buffer[]> {
  const there = await countIdentities(writer, block);
  const missing: Buffer[] = [];
  for (const [n, line] of lines.entries()) {
    const { identity } = readLine(line, block);
    const left = there.get(identity) ?? 0;
    there.set(identity, left - 1);
    if (left <= 0 && !buried.has(identity)) missing.push(line);
    // Parsing a whole block at once would hold up every request that arrives meanwhile.
    if (n % LINES_A_TURN === LINES_A_TURN - 1) await nextTurn();
  }
  return missing;
}

async function countIdentities(writer: Writer, { id, table }: Block): Promise<Map<string, number>> {
  const columns = IDENTITY_COLUMNS[table].map((column) => `toString(${column}) AS ${column}`).join(', ');
  const rows = await writer.rows<Row>(`SELECT ${columns} FROM ${table} WHERE block_id = {id:UInt64}`, { id });
  const counts = new Map<string, number>();
  for (const row of rows) {
    const identity = identityOf(row, table);
    counts.set(identity, (counts.get(identity) ?? 0) + 1);
  }
  return counts;
}
