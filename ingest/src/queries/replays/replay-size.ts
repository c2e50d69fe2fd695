import type { ReplaySizeAnswer } from '../../contract/index.ts';
import type { StoreClient } from '../../store/index.ts';
import { readRows } from '../read-rows.ts';

interface SizeRow {
  month: string;
  replays: number;
  chunks: string;
  bytes: string;
  all_bytes: string;
}

/** What the recordings of a project take, by month. On the disk a month of all projects lies together: the share is by bytes. */
export async function replaySize(client: StoreClient, project: string): Promise<ReplaySizeAnswer> {
  const [rows, parts] = await Promise.all([
    readRows<SizeRow>(client, {
      sql: `SELECT formatDateTime(toStartOfMonth(first_event_at), '%Y-%m') AS month,
                   toUInt32(uniqExactIf(session_id, project = {project:String})) AS replays,
                   countIf(project = {project:String}) AS chunks,
                   sumIf(events_bytes, project = {project:String}) AS bytes, sum(events_bytes) AS all_bytes
            FROM replay_chunks GROUP BY month HAVING chunks > 0 ORDER BY month`,
      params: { project },
    }),
    readRows<{ month: string; disk: string }>(client, {
      sql: `SELECT concat(substring(partition, 1, 4), '-', substring(partition, 5)) AS month, sum(bytes_on_disk) AS disk
            FROM system.parts WHERE database = currentDatabase() AND table IN ('replay_chunks', 'replay_chunks_local') AND active
            GROUP BY month`,
      params: {},
    }),
  ]);
  const disk = new Map(parts.map(({ month, disk }) => [month, Number(disk)]));
  const months = rows.map(({ month, replays, chunks, bytes, all_bytes }) => ({
    month,
    replays,
    chunks: Number(chunks),
    bytes: Number(bytes),
    disk_bytes: Math.round(((disk.get(month) ?? 0) * Number(bytes)) / Math.max(1, Number(all_bytes))),
  }));
  return { months };
}
