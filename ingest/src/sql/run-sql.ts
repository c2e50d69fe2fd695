import { performance } from 'node:perf_hooks';
import { HttpError } from '../errors.ts';
import type { StoreClient } from '../store/index.ts';
import { type Answer, shapeAnswer } from './answer.ts';
import { asRefusal } from './engine-error.ts';
import { admit } from './gate.ts';
import { EMPTY_DATABASE, LIMITS, SETTINGS } from './limits.ts';
import { rowsOf, SQL_TABLES } from './tables.ts';

/** The two ways to the engine: one that may ask about syntax, one that may be given to strangers. */
export interface SqlClients {
  trusted: StoreClient;
  untrusted: StoreClient;
}

export interface SqlQuestion {
  project: string;
  query: string;
  /** Values of the query's `{name:Type}` placeholders; the engine parses them by their type. */
  params: Record<string, unknown>;
  timeoutMs: number;
  fromMs?: number | undefined;
  toMs?: number | undefined;
  /** Aborted when nobody waits any more: the query ends in the engine, too. */
  signal: AbortSignal;
}

/** Runs a stranger's query on one project's rows. */
export async function runSql({ trusted, untrusted }: SqlClients, question: SqlQuestion): Promise<Answer> {
  const { project, query, params, timeoutMs, fromMs, toMs, signal } = question;
  const { body, database } = await admit(trusted, query, params);
  const scope = { database, project, fromMs, toMs };
  const tables = SQL_TABLES.map((table) => `${table.name} AS (${rowsOf(table, scope)})`);
  // The client hears of an abort that comes, not of one that has been.
  signal.throwIfAborted();
  const end = endOf(signal, timeoutMs);
  const startedAt = performance.now();
  try {
    const answer = await untrusted.query({
      // As a subquery it can carry no INTO OUTFILE (which writes a file even with readonly=1), no FORMAT and no SETTINGS of its own.
      query: `WITH ${tables.join(', ')} ${body} LIMIT ${LIMITS.rows + 1}`,
      query_params: params,
      format: 'JSONCompact',
      abort_signal: end.signal,
      clickhouse_settings: { ...SETTINGS, max_execution_time: Math.ceil(timeoutMs / 1_000) },
    });
    return shapeAnswer(await answer.json(), performance.now() - startedAt);
  } catch (error) {
    if (end.isLate())
      throw new HttpError('QUERY_LIMIT', { message: 'The query took longer than it may.', cause: error });
    throw asRefusal(error);
  } finally {
    end.forget();
  }
}

/**
 * When a query is over: nobody waits, or its time is up. Held strongly: with `AbortSignal.any` and `AbortSignal.timeout` queries were seen
 * to run on for 4 to over 10 s after their caller had left, with this they end within half a second.
 */
function endOf(waiting: AbortSignal, timeoutMs: number): { signal: AbortSignal; isLate(): boolean; forget(): void } {
  const end = new AbortController();
  let isLate = false;
  const leave = () => end.abort();
  const timer = setTimeout(() => {
    isLate = true;
    leave();
  }, timeoutMs);
  if (waiting.aborted) leave();
  waiting.addEventListener('abort', leave, { once: true });
  return {
    signal: end.signal,
    isLate: () => isLate,
    forget() {
      clearTimeout(timer);
      waiting.removeEventListener('abort', leave);
    },
  };
}

/** The namespace that queries run in: it has nothing, so that a name which is none of ours is nobody's. */
export async function prepareSql(trusted: StoreClient): Promise<void> {
  await trusted.command({ query: `CREATE DATABASE IF NOT EXISTS ${EMPTY_DATABASE} ENGINE = Atomic` });
}
