import type { StoreClient } from '../store/index.ts';

/**
 * Every writing statement of the rollup runs in one ClickHouse session, one after the other: what a leader that died has begun
 * ends before its successor's first statement starts (a server answers 373 meanwhile, the embedded engine queues).
 */
export const ROLLUP_SESSION = 'trodden-rollup';

/**
 * One insert makes one part per partition, so that a month's rows and the proof of their fold are there together or not at all.
 * Equal inserts are not repeats: after a REPLACE PARTITION the same rows may come again.
 */
const ONE_PART_PER_MONTH = {
  max_insert_threads: '1',
  min_insert_block_size_rows: '100000000',
  min_insert_block_size_bytes: '0',
  max_partitions_per_insert_block: '0',
  insert_deduplicate: 0,
  async_insert: 0,
} as const;

export interface Statement {
  sql: string;
  params?: Record<string, unknown> | undefined;
}

/** Runs one writing statement. */
export async function write(client: StoreClient, { sql, params = {} }: Statement): Promise<void> {
  await client.command({
    query: sql,
    query_params: params,
    session_id: ROLLUP_SESSION,
    clickhouse_settings: ONE_PART_PER_MONTH,
  });
}

/** A statement on a table that nobody reads yet: in as many parts as come, so that months of any size fit in memory. */
export async function repair(client: StoreClient, { sql, params = {} }: Statement): Promise<void> {
  await client.command({
    query: sql,
    query_params: params,
    session_id: ROLLUP_SESSION,
    clickhouse_settings: { max_partitions_per_insert_block: '0', insert_deduplicate: 0, async_insert: 0 },
  });
}

/** Reads on the same session: what was written before is seen. */
export async function read<Row>(client: StoreClient, { sql, params = {} }: Statement): Promise<Row[]> {
  const answer = await client.query({
    query: sql,
    query_params: params,
    session_id: ROLLUP_SESSION,
    format: 'JSONEachRow',
    clickhouse_settings: { output_format_json_quote_64bit_integers: 1 },
  });
  return answer.json<Row>();
}
