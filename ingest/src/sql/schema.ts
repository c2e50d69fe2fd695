import type { QueryColumn, QuerySchemaAnswer } from '../contract/index.ts';
import type { StoreClient } from '../store/index.ts';
import { LIMITS } from './limits.ts';
import { SQL_TABLES } from './tables.ts';

/** The tables that queries see, with the types that the engine gives their columns. */
export async function sqlSchema(trusted: StoreClient): Promise<QuerySchemaAnswer> {
  const answer = await trusted.query({
    query: `SELECT table, name, type FROM system.columns
            WHERE database = currentDatabase() AND table IN {tables:Array(String)}`,
    query_params: { tables: SQL_TABLES.map(({ base }) => base) },
    format: 'JSONEachRow',
  });
  const found = await answer.json<QueryColumn & { table: string }>();
  const typeOf = (table: string, column: string) =>
    found.find((each) => each.table === table && each.name === column)?.type ?? 'String';
  return {
    tables: SQL_TABLES.map(({ name, about, base, columns }) => ({
      name,
      about,
      columns: columns.map((column) => ({ name: column, type: typeOf(base, column) })),
    })),
    limits: {
      rows: LIMITS.rows,
      bytes: LIMITS.bytes,
      timeout_ms: LIMITS.timeoutMs.max,
      at_once: LIMITS.atOnce,
      query_length: LIMITS.queryLength,
    },
  };
}
