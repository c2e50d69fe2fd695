import type { StoreClient } from '../store/index.ts';
import { readRows } from './read-rows.ts';

/** The newest fold that every derived table has. Answers made from them are the same until it changes. */
export async function rollupVersion(client: StoreClient): Promise<number> {
  const rows = await readRows<{ fold: number }>(client, {
    sql: 'SELECT fold FROM folds WHERE done = 1 ORDER BY fold DESC LIMIT 1',
    params: {},
  });
  return rows[0]?.fold ?? 0;
}
