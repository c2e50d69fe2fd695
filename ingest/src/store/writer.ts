import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { ClickHouseSettings } from '@clickhouse/client';
import { failpoint } from '../failpoint.ts';
import type { BlockTable, RowFormat } from './block.ts';
import type { StoreClient } from './client.ts';
import { LAYOUTS } from './layouts.ts';

export interface InsertTarget {
  table: BlockTable | 'dead_letter';
  format: RowFormat;
}

/**
 * Everything the write path says to ClickHouse goes through one session. Statements of a session run one after the other
 * (a server answers 373 instead of queueing), so an answer means that nothing sent before it can still land.
 */
export interface Writer {
  insert(target: InsertTarget, lines: Buffer): Promise<void>;
  rows<Row>(query: string, params: Record<string, unknown>): Promise<Row[]>;
  command(query: string, params: Record<string, unknown>): Promise<void>;
}

/** The longest a server keeps an idle session; the library's type knows settings only, and this is a parameter of the interface. */
const SESSION: ClickHouseSettings = { ['session_timeout' as string]: 3_600 };

const INSERT_SETTINGS: ClickHouseSettings = {
  ...SESSION,
  // On by default in new servers, and then the answer would come before the rows are there.
  async_insert: 0,
  wait_end_of_query: 1,
  // Very old events of one block can touch many months; beyond 100 the insert would fail.
  max_partitions_per_insert_block: '1000',
  // A row may come from a newer server than the schema, after a downgrade.
  input_format_skip_unknown_fields: 1,
};
const COLUMN_SETTINGS: ClickHouseSettings = {
  ...INSERT_SETTINGS,
  input_format_tsv_empty_as_default: 1,
  // Rows end behind their last value; those of a newer server may have fields behind our last column.
  input_format_tsv_allow_variable_number_of_columns: 1,
};

/** Time for the request to be on its way before the kill programme strikes. */
const MID_INSERT_MS = 8;

export function createWriter(client: StoreClient, session: string, signal: AbortSignal): Writer {
  const shared = { session_id: session, abort_signal: signal };
  return {
    async insert({ table, format }, lines) {
      const isColumns = format === 'columns';
      const query =
        isColumns && table !== 'dead_letter'
          ? `INSERT INTO ${table} (${LAYOUTS[table].columns.join()}) FORMAT TabSeparated`
          : `INSERT INTO ${table} FORMAT JSONEachRow`;
      setTimeout(failpoint, MID_INSERT_MS, 'mid-insert').unref();
      const { stream } = await client.exec({
        query,
        values: Readable.from([lines], { objectMode: false }),
        clickhouse_settings: isColumns ? COLUMN_SETTINGS : INSERT_SETTINGS,
        ...shared,
      });
      // Without reading the answer to its end the connection cannot be used again.
      await finished(stream.resume());
    },
    async rows<Row>(query: string, params: Record<string, unknown>) {
      const answer = await client.query({
        query,
        query_params: params,
        format: 'JSONEachRow',
        clickhouse_settings: SESSION,
        ...shared,
      });
      return answer.json<Row>();
    },
    async command(query, params) {
      await client.command({ query, query_params: params, clickhouse_settings: INSERT_SETTINGS, ...shared });
    },
  };
}
