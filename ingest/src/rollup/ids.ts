import type { StoreClient } from '../store/index.ts';
import type { Fold } from './plan.ts';
import { type Statement, write } from './statement.ts';

/** Who is behind a text: 128 bits, which no two people share. */
export const hashOf = (column: string) => `reinterpretAsUInt128(sipHash128(${column}))`;

const KINDS = ['visitor', 'user', 'team'] as const;
const KIND = "Enum8(\\'visitor\\' = 1, \\'user\\' = 2, \\'team\\' = 3)";

const keysOf = (where: string) =>
  KINDS.map(
    (kind) => `
      SELECT project, CAST('${kind}', '${KIND}') AS kind, ${hashOf(`${kind}_id`)} AS hash, any(${kind}_id) AS key
      FROM events WHERE ${where} AND ${kind}_id != '' GROUP BY project, hash`,
  ).join(' UNION ALL ');

const hashesOf = (where: string) =>
  KINDS.map((kind) => `SELECT ${hashOf(`${kind}_id`)} FROM events WHERE ${where}`).join(' UNION ALL ');

/**
 * Gives a number to everybody who is seen for the first time. Safe to repeat: the second try finds nobody new.
 * The inner IN keeps it flat with millions of people known: 140 ms instead of 490 ms at 5.3M.
 */
export function giveIds(where: string, params: Record<string, unknown>): Statement {
  return {
    sql: `
      INSERT INTO ids (project, kind, hash, key, id)
      SELECT project, kind, hash, key, toUInt32(top + row_number() OVER (PARTITION BY project, kind ORDER BY hash)) AS id
      FROM (${keysOf(where)}) AS fresh
      LEFT JOIN (SELECT project, kind, max(id) AS top FROM ids GROUP BY project, kind) AS known USING (project, kind)
      WHERE (project, kind, hash) NOT IN (SELECT project, kind, hash FROM ids WHERE hash IN (${hashesOf(where)}))`,
    params,
  };
}

export async function assignIds(client: StoreClient, { blockIds }: Fold): Promise<void> {
  await write(client, giveIds('block_id IN {blocks:Array(UInt64)}', { blocks: blockIds }));
}
