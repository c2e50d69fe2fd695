import type { ReplayItem } from '../../contract/index.ts';
import { itemFromRow, REPLAY_COLUMNS, type ReplayRow } from '../replays/index.ts';
import { ask, IN_RANGE } from './ask.ts';
import type { Scope } from './scope.ts';

const NEWEST = 5;

/** The newest recordings of sessions with an event that the filters let through. */
export async function recentReplays(scope: Scope): Promise<ReplayItem[]> {
  const ofFilters = `AND cityHash64(session_id) IN (SELECT session FROM visits WHERE ${scope.where} AND ${IN_RANGE})`;
  const rows = await ask<ReplayRow>(
    scope,
    `SELECT ${REPLAY_COLUMNS} FROM replays FINAL
     WHERE project = {project:String} AND NOT is_deleted AND (snapshot_count > 0 OR notEmpty(notes))
       AND started_at >= fromUnixTimestamp64Milli({from_ms:Int64}) AND started_at < fromUnixTimestamp64Milli({to_ms:Int64})
       ${scope.isFiltered ? ofFilters : ''}
     ORDER BY started_at DESC, session_id DESC LIMIT ${NEWEST}`,
  );
  return rows.map(itemFromRow);
}
