import type { StoreClient } from '../store/index.ts';
import type { Fold } from './plan.ts';
import { type Statement, write } from './statement.ts';

const keysOf = (where: string) => `
  SELECT DISTINCT project, pair.1 AS kind, pair.2 AS key FROM (
    SELECT project, arrayJoin([('visitor', visitor_id), ('user', user_id), ('team', team_id)]) AS pair
    FROM (SELECT DISTINCT project, visitor_id, user_id, team_id FROM events WHERE ${where})
  ) WHERE key != ''`;

/**
 * Gives a number to everybody who is seen for the first time. Safe to repeat: the second try finds nobody new.
 * The inner IN keeps it flat with millions of people known: 140 ms instead of 490 ms at 5.3M.
 */
export function giveIds(where: string, params: Record<string, unknown>): Statement {
  return {
    sql: `
      INSERT INTO ids (project, kind, key, id)
      SELECT project, kind, key, toUInt32(top + row_number() OVER (PARTITION BY project, kind ORDER BY key)) AS id
      FROM (SELECT project, CAST(kind, 'Enum8(\\'visitor\\' = 1, \\'user\\' = 2, \\'team\\' = 3)') AS kind, key FROM (${keysOf(where)})) AS fresh
      LEFT JOIN (SELECT project, kind, max(id) AS top FROM ids GROUP BY project, kind) AS known USING (project, kind)
      WHERE (project, kind, key) NOT IN (
        SELECT project, kind, key FROM ids WHERE key IN (SELECT key FROM (${keysOf(where)})))
      SETTINGS max_threads = 1`,
    params,
  };
}

export async function assignIds(client: StoreClient, { blockIds }: Fold): Promise<void> {
  await write(client, giveIds('block_id IN {blocks:Array(UInt64)}', { blocks: blockIds }));
}
