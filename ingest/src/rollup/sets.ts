import type { StoreClient } from '../store/index.ts';
import { setRows } from './cells.ts';
import type { Fold } from './plan.ts';
import { read, write } from './statement.ts';

export const SET_COLUMNS = 'project, metric, dim, grain, t, value, is_anonymous, n, ids';

/** Adds the fold to the months that do not have it yet; each month's marker is in the part that carries its numbers. */
export async function foldSets(client: StoreClient, { fold }: Fold): Promise<void> {
  const rows = await read<{ month: number }>(client, {
    sql: `SELECT month FROM (
            SELECT toYYYYMM(t) AS month, groupBitmapMergeState(ids) AS folds FROM sets WHERE project = '' AND dim = '#folds' GROUP BY month)
          WHERE bitmapContains(folds, {fold:UInt32})`,
    params: { fold },
  });
  const visits = `(SELECT * FROM visits WHERE fold = {fold:UInt32} AND toYYYYMM(at) NOT IN {done:Array(UInt32)})`;
  await write(client, {
    sql: `
      INSERT INTO sets (${SET_COLUMNS})
      SELECT ${SET_COLUMNS} FROM (${setRows(visits)})
      UNION ALL
      SELECT '', '', '#folds', 'hour', toDateTime(toStartOfMonth(at), 'UTC') AS month, '', false, 0, groupBitmapState(fold)
      FROM ${visits} GROUP BY month`,
    params: { fold, done: rows.map(({ month }) => month) },
  });
}
