import { deleteRows, type StoreClient } from '../store/index.ts';

/** Takes replays that ended too long ago off the disk, whole ones only; answers how many there were. */
export async function expireReplays(
  client: StoreClient,
  { project, endedBeforeMs }: { project: string; endedBeforeMs: number },
): Promise<number> {
  const params = { project, before: endedBeforeMs };
  const old = `project = {project:String} AND NOT is_deleted AND ended_at < fromUnixTimestamp64Milli({before:Int64})`;
  const answer = await client.query({
    query: `SELECT count() AS n FROM replays FINAL WHERE ${old}`,
    query_params: params,
    format: 'JSONEachRow',
  });
  const count = Number((await answer.json<{ n: string }>())[0]?.n ?? 0);
  if (count === 0) return 0;
  // The chunks first: killed in between, the summaries still say what has to go.
  const conditions = [
    [
      'replay_chunks',
      `project = {project:String} AND session_id IN (SELECT session_id FROM replays FINAL WHERE ${old})`,
    ],
    ['replays', old],
  ] as const;
  for (const [table, where] of conditions) await deleteRows(client, { table, where, params });
  return count;
}
