import type { StoreClient } from '../store/index.ts';
import { read, type Statement } from './statement.ts';

/** `ReplicatedReplacingMergeTree('<path>', '<replica>', version) …`: kind, arguments of its own, the rest. */
const REPLICATED = /^Replicated(\w*MergeTree)\('[^']*', '[^']*'(?:, ([^)]*))?\)([\s\S]*)$/;

/** The engine of a table without its replication. */
function plainEngine(engine: string): string {
  const [, kind, own = '', rest = ''] = REPLICATED.exec(engine) ?? [];
  return kind === undefined ? engine : `${kind}${own === '' ? '' : `(${own})`}${rest}`;
}

export const stagingStatement = (table: string, engine: string): Statement => ({
  sql: `CREATE TABLE ${table}_rebuilt AS ${table} ENGINE = ${plainEngine(engine)}`,
});

/**
 * An empty twin of a derived table, for months that are computed beside it. On a cluster it is a plain table of this node: two tables
 * cannot share one replication path, and REPLACE PARTITION takes parts of plain tables and replicates them.
 */
export async function stagingOf(client: StoreClient, table: string): Promise<Statement> {
  const rows = await read<{ engine_full: string }>(client, {
    sql: 'SELECT engine_full FROM system.tables WHERE database = currentDatabase() AND name = {table:String}',
    params: { table },
  });
  return stagingStatement(table, rows[0]?.engine_full ?? '');
}
