import type { ReplayItem } from '../../contract/index.ts';
import { itemFromRow, REPLAY_COLUMNS, type ReplayRow } from '../replays/index.ts';
import { ask, inRange } from './ask.ts';
import type { Scope } from './scope.ts';

const NEWEST = 5;
/** Among so many of the newest recordings there are nearly always enough that the filters let through. */
const LOOKED_AT_FIRST = 500;

const candidates = (columns: string) => `
  SELECT ${columns} FROM replays FINAL
  WHERE project = {project:String} AND NOT is_deleted AND (snapshot_count > 0 OR notEmpty(notes))
    AND started_at >= fromUnixTimestamp64Milli({from_ms:Int64}) AND started_at < fromUnixTimestamp64Milli({to_ms:Int64})`;

const ORDER = 'ORDER BY started_at DESC, session_id DESC';

/** The hour that leads the sorting key of `visits`, so that the sessions looked for are found and not searched. */
const OPENED = "toStartOfHour(toDateTime(UUIDv7ToDateTime(toUUIDOrZero(session_id), 'UTC')))";

const ofFilters = (scope: Scope, newest: string) => `
  AND cityHash64(session_id) IN (
    SELECT session FROM visits
    WHERE ${scope.where} AND ${inRange(scope)} AND (opened, session) IN (${candidates(`${OPENED}, cityHash64(session_id)`)} ${newest}))`;

const read = (scope: Scope, newest: string) =>
  ask<ReplayRow>(
    scope,
    `${candidates(REPLAY_COLUMNS)} ${scope.isFiltered ? ofFilters(scope, newest) : ''} ${ORDER} LIMIT ${NEWEST}`,
  );

/** The newest recordings of sessions with an event that the filters let through. */
export async function recentReplays(scope: Scope): Promise<ReplayItem[]> {
  const rows = await read(scope, `${ORDER} LIMIT ${LOOKED_AT_FIRST}`);
  const isAll = !scope.isFiltered || rows.length === NEWEST;
  return (isAll ? rows : await read(scope, '')).map(itemFromRow);
}
