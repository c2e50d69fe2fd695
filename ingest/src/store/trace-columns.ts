import { createLayout } from './row-layout.ts';

/** The fields of a batch's trace, tab-separated, with the rules of `event-columns.ts`: only ever append. */
export const TRACE_LAYOUT = createLayout([
  ['block_id', 'number'],
  ['project', 'text'],
  ['batch_id', 'text'],
  ['batch_seq', 'number'],
  ['received_at', 'number'],
  ['session_replay_segment_id', 'text'],
  ['batch_rejected', 'number'],
  ['batch_counts', 'text'],
]);
