import { deleteRows, type StoreClient } from '../store/index.ts';

const DAY_MS = 86_400_000;
/** Whoever opens a link in these days after its end is told that it is over. */
const ENDED_SHARES_DAYS = 30;

const REPLAYS = 'SELECT session_id FROM replays FINAL WHERE project = {project:String}';

/**
 * What no longer belongs to a replay: chunks that came after it was deleted, from a page that was still recording or out of a spool;
 * links to what is gone, and links that ended long ago.
 */
const LEFT = [
  ['replay_chunks', `project = {project:String} AND session_id IN (${REPLAYS} AND is_deleted)`],
  [
    'replay_shares',
    `project = {project:String} AND (expires_at < fromUnixTimestamp64Milli({ended:Int64}) OR session_id NOT IN (${REPLAYS} AND NOT is_deleted))`,
  ],
] as const;

/** For every project, also for one whose replays are kept for ever. */
export async function cleanUpReplays(client: StoreClient, project: string, nowMs: number): Promise<void> {
  const params = { project, ended: nowMs - ENDED_SHARES_DAYS * DAY_MS };
  for (const [table, where] of LEFT) {
    const answer = await client.query({
      query: `SELECT 1 FROM ${table} WHERE ${where} LIMIT 1`,
      query_params: params,
      format: 'JSONEachRow',
    });
    if ((await answer.json()).length > 0) await deleteRows(client, { table, where, params });
  }
}
