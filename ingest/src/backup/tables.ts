import { sqlLiteral } from '../sql-literal.ts';
import type { StoreClient } from '../store/index.ts';

/**
 * Computed from the rest, and computed again after a restore: copying them while events arrive would need everything to stand still.
 * A table that a later release adds is backed up unless it is named here.
 */
const DERIVED = new Set([
  'schema_migrations',
  'folds',
  'rollup_terms',
  'server_signs',
  'ids',
  'visits',
  'sets',
  'session_sums',
  'page_events',
  'anchors',
  'shown_lists',
]);
/** Staging tables of a rebuild that was killed. */
const STAGING = /_rebuilt$/;

export interface CopiedTable {
  name: string;
  /** Names and types of its columns, in order. */
  structure: [name: string, type: string][];
}

/**
 * What a backup copies. `blocks` comes first: events of blocks that were confirmed later are left out, so that what was half there at
 * that moment is whole in the spool's copy or not at all. Summaries of replays come after their chunks.
 */
export async function tablesToCopy(client: StoreClient): Promise<CopiedTable[]> {
  const answer = await client.query({
    query: `SELECT table AS name, arrayMap(c -> (c.2, c.3), arraySort(groupArray((position, columns.name, columns.type)))) AS structure
            FROM system.columns AS columns
            WHERE database = currentDatabase() AND default_kind NOT IN ('ALIAS', 'MATERIALIZED')
            GROUP BY table
            ORDER BY table != 'blocks', table = 'replays', table`,
    format: 'JSONEachRow',
  });
  const tables = await answer.json<CopiedTable>();
  return tables.filter(({ name }) => !DERIVED.has(name) && !STAGING.test(name));
}

/** A copy as a table of its own. The types are named: an empty file tells none. */
export function fileTable(path: string, structure: CopiedTable['structure']): string {
  const columns = structure.map(([name, type]) => `\`${name}\` ${type}`).join(', ');
  return `file(${sqlLiteral(path)}, 'Native', ${sqlLiteral(columns)})`;
}

export const columnList = (structure: CopiedTable['structure']) => structure.map(([name]) => `\`${name}\``).join(', ');
