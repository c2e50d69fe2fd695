import { ClickHouseError } from '@clickhouse/client';
import { HttpError } from '../errors.ts';
import type { StoreClient } from '../store/index.ts';

/** People wait for these answers; what takes longer is not worth finishing. */
const LONGEST_QUERY_S = 20;
const ASK_AGAIN_SECONDS = 2;

export interface Question {
  sql: string;
  /** Typed placeholders only: `{name:Type}` in the text, the value here. */
  params: Record<string, unknown>;
}

/** Asks one question. When the store does not answer, says so in a way a client can wait for. */
export async function readRows<Row>(client: StoreClient, { sql, params }: Question): Promise<Row[]> {
  try {
    const answer = await client.query({
      query: sql,
      query_params: params,
      format: 'JSONEachRow',
      clickhouse_settings: { max_execution_time: LONGEST_QUERY_S, readonly: '2' },
    });
    return await answer.json<Row>();
  } catch (error) {
    // An exception of the engine is a fault of ours, unless it is about time or memory.
    const isOurs = error instanceof ClickHouseError && !BUSY_CODES.has(error.code);
    if (isOurs) throw error;
    throw new HttpError('STORE_UNAVAILABLE', { retryAfterSeconds: ASK_AGAIN_SECONDS, cause: error });
  }
}

/** Too slow (159, 160), out of memory (241), too many at once (202), shutting down (236, 394), no tables yet (60, 81). */
const BUSY_CODES = new Set(['60', '81', '159', '160', '202', '236', '241', '394']);
