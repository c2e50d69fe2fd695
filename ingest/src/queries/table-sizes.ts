import type { StoreClient } from '../store/index.ts';
import { readRows } from './read-rows.ts';

interface Sizes {
  /** Of the engine. */
  version: string;
  tables: { name: string; rows: number; bytes: number }[];
}

/** What lies on the disk, the largest first. */
export async function tableSizes(client: StoreClient): Promise<Sizes> {
  const rows = await readRows<{ version: string; name: string; rows: string; bytes: string }>(client, {
    sql: `SELECT version() AS version, table AS name, sum(rows) AS rows, sum(bytes_on_disk) AS bytes
            FROM system.parts WHERE database = currentDatabase() AND active GROUP BY table ORDER BY bytes DESC, name`,
    params: {},
  });
  return {
    version: rows[0]?.version ?? '',
    tables: rows.map(({ name, rows: count, bytes }) => ({ name, rows: Number(count), bytes: Number(bytes) })),
  };
}
