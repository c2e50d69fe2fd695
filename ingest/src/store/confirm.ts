import { failpoint } from '../failpoint.ts';
import type { Block, BlockSource, BlockTable } from './block.ts';
import { recordBlocks } from './record-blocks.ts';
import { summariseReplays } from './summarise.ts';
import type { Writer } from './writer.ts';

/**
 * Records stored blocks: in `blocks`, from which the folds are planned, then in the checkpoint, which ends their stay in the spool.
 * Replays get their summaries. Repeating it changes nothing.
 */
export async function confirmBlocks(writer: Writer, source: BlockSource, blocks: readonly Block[]): Promise<void> {
  failpoint('after-insert');
  const idsOf = (table: BlockTable) =>
    blocks.filter((block) => block.table === table && block.rows > 0).map((block) => BigInt(block.id));
  const ids = idsOf('events');
  if (ids.length > 0) {
    const { query, params } = recordBlocks(source.node, ids);
    await writer.command(query, params);
  }
  const replays = idsOf('replay_chunks');
  if (replays.length > 0) await summariseReplays(writer, replays);
  await source.confirm(blocks);
}
