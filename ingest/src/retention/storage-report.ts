import type { StoreClient } from '../store/index.ts';

export interface TableSize {
  table: string;
  rows: number;
  /** Compressed, on the disk. */
  bytes: number;
}

export interface ProjectSize {
  project: string;
  events: number;
  oldest_event: string | null;
  replays: number;
  replay_bytes: number;
}

async function rowsOf<Row>(client: StoreClient, query: string): Promise<Row[]> {
  return (await client.query({ query, format: 'JSONEachRow' })).json<Row>();
}

/** How much there is: of each table on the disk, and of each project in rows and recorded bytes. */
export async function storageReport(client: StoreClient): Promise<{ tables: TableSize[]; projects: ProjectSize[] }> {
  const tables = await rowsOf<TableSize>(
    client,
    `SELECT table, toFloat64(sum(rows)) AS rows, toFloat64(sum(bytes_on_disk)) AS bytes FROM system.parts
     WHERE database = currentDatabase() AND active GROUP BY table ORDER BY bytes DESC`,
  );
  const projects = await rowsOf<ProjectSize>(
    client,
    `SELECT project, toFloat64(sum(e)) AS events, if(events = 0, NULL, toString(toDate(min(oldest)))) AS oldest_event,
       toFloat64(sum(r)) AS replays, toFloat64(sum(b)) AS replay_bytes
     FROM (
       SELECT project, count() AS e, min(event_at) AS oldest, 0 AS r, 0 AS b FROM events GROUP BY project
       UNION ALL
       SELECT project, 0, toDateTime64('2200-01-01 00:00:00', 3, 'UTC'), count(), sum(bytes) FROM replays FINAL
       WHERE NOT is_deleted GROUP BY project)
     GROUP BY project ORDER BY events DESC, project`,
  );
  return { tables, projects };
}
