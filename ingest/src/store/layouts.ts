import type { BlockTable } from './block.ts';
import { EVENT_LAYOUT } from './event-columns.ts';
import { REPLAY_LAYOUT } from './replay-columns.ts';
import type { RowLayout } from './row-layout.ts';
import { TRACE_LAYOUT } from './trace-columns.ts';

/** How the rows of each table lie in the spool. */
export const LAYOUTS: Record<BlockTable, RowLayout> = {
  events: EVENT_LAYOUT,
  replay_chunks: REPLAY_LAYOUT,
  batch_traces: TRACE_LAYOUT,
};
