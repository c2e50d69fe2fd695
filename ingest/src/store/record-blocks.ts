/**
 * Says in `blocks` what of these blocks is in `events`: folds are planned from it, each block once. The counts come from the table itself;
 * recording one again changes nothing.
 */
export const recordBlocks = (node: string, ids: readonly bigint[]) => ({
  query: `INSERT INTO blocks (block_id, node, rows, min_at, max_at)
          SELECT block_id, {node:String}, count(), min(event_at), max(event_at)
          FROM events WHERE block_id IN {ids:Array(UInt64)} GROUP BY block_id`,
  params: { node, ids },
});
