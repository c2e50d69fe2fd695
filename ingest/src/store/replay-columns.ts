import { createLayout } from './row-layout.ts';

/**
 * The fields of a replay chunk's row, tab-separated, with the rules of `event-columns.ts`: only ever append.
 * The short ones come first, so that naming a row never reads its events.
 */
export const REPLAY_LAYOUT = createLayout([
  ['block_id', 'number'],
  ['project', 'text'],
  ['chunk_id', 'text'],
  ['chunk_seq', 'number'],
  ['received_at', 'number'],
  ['skew_ms', 'number'],
  ['first_event_at', 'number'],
  ['last_event_at', 'number'],
  ['visitor_id', 'text'],
  ['session_id', 'text'],
  ['tab_id', 'text'],
  ['session_replay_segment_id', 'text'],
  ['auth_state', 'text'],
  ['user_id', 'text'],
  ['team_id', 'text'],
  ['is_anonymous', 'flag'],
  ['release', 'text'],
  ['country', 'text'],
  ['browser', 'text'],
  ['browser_version', 'text'],
  ['os', 'text'],
  ['os_version', 'text'],
  ['device', 'text'],
  ['bot', 'text'],
  ['event_count', 'number'],
  ['snapshots_at', 'list'],
  ['scrubbed', 'number'],
  ['mark_at', 'list'],
  ['mark_kind', 'list'],
  ['mark_label', 'list'],
  ['events_bytes', 'number'],
  ['events', 'text'],
]);
