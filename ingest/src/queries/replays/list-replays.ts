import type { ReplayItem } from '../../contract/index.ts';
import type { StoreClient } from '../../store/index.ts';
import { readRows } from '../read-rows.ts';
import { compileReplayFilters, type ReplayFilter } from './filter.ts';
import { itemFromRow, REPLAY_COLUMNS, type ReplayRow } from './replay-item.ts';

/** Where a page ended: everything older than this replay comes next. */
export interface ReplayPosition {
  atMs: number;
  id: string;
}

export interface ReplaysQuestion {
  project: string;
  fromMs?: number | undefined;
  toMs?: number | undefined;
  filters?: readonly ReplayFilter[] | undefined;
  limit: number;
  after?: ReplayPosition | undefined;
}

/** Replays that began in a range, newest first. One that cannot be played, because no snapshot of it ever came, is none. */
export async function listReplays(client: StoreClient, question: ReplaysQuestion): Promise<ReplayItem[]> {
  const { project, fromMs, toMs, filters = [], limit, after } = question;
  const condition = compileReplayFilters(filters);
  const rows = await readRows<ReplayRow>(client, {
    sql: `SELECT ${REPLAY_COLUMNS}
          FROM replays FINAL
          WHERE project = {project:String} AND NOT is_deleted AND (snapshot_count > 0 OR notEmpty(notes)) AND (${condition.sql})
            ${fromMs === undefined ? '' : 'AND started_at >= fromUnixTimestamp64Milli({from_ms:Int64})'}
            ${toMs === undefined ? '' : 'AND started_at < fromUnixTimestamp64Milli({to_ms:Int64})'}
            ${after === undefined ? '' : 'AND (started_at, session_id) < (fromUnixTimestamp64Milli({at_ms:Int64}), {after_id:String})'}
          ORDER BY started_at DESC, session_id DESC
          LIMIT {limit:UInt32}`,
    params: {
      project,
      limit,
      ...condition.params,
      ...(fromMs === undefined ? {} : { from_ms: fromMs }),
      ...(toMs === undefined ? {} : { to_ms: toMs }),
      ...(after === undefined ? {} : { at_ms: after.atMs, after_id: after.id }),
    },
  });
  return rows.map(itemFromRow);
}

/** One replay, or none that is there. */
export async function findReplay(client: StoreClient, project: string, id: string): Promise<ReplayItem | undefined> {
  const [row] = await readRows<ReplayRow>(client, {
    sql: `SELECT ${REPLAY_COLUMNS} FROM replays FINAL
          WHERE project = {project:String} AND session_id = {id:String} AND NOT is_deleted`,
    params: { project, id },
  });
  return row && itemFromRow(row);
}
