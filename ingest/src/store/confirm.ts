import { failpoint } from '../failpoint.ts';
import type { Block, BlockSource, BlockTable } from './block.ts';
import { summariseReplays } from './summarise.ts';
import type { Writer } from './writer.ts';

/**
 * Records stored blocks: in `blocks`, from which the folds are planned, then in the checkpoint, which ends their stay in the spool.
 * Replays get their summaries. The counts come from the table itself, so that `blocks` says what is there. Repeating it changes nothing.
 */
export async function confirmBlocks(writer: Writer, source: BlockSource, blocks: readonly Block[]): Promise<void> {
  failpoint('after-insert');
  const idsOf = (table: BlockTable) =>
    blocks.filter((block) => block.table === table && block.rows > 0).map((block) => BigInt(block.id));
  const ids = idsOf('events');
  if (ids.length > 0) {
    await writer.command(
      `INSERT INTO blocks (block_id, node, rows, min_at, max_at)
       SELECT block_id, {node:String}, count(), min(event_at), max(event_at)
       FROM events WHERE block_id IN {ids:Array(UInt64)} GROUP BY block_id`,
      { node: source.node, ids },
    );
  }
  const replays = idsOf('replay_chunks');
  if (replays.length > 0) await summariseReplays(writer, replays);
  await source.confirm(blocks);
}
