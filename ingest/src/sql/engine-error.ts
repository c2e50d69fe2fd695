import { ClickHouseError } from '@clickhouse/client';
import { HttpError } from '../errors.ts';

/** Too slow, too much memory, too many rows or bytes to read, to keep or to answer with, a tree that is too deep or too big. */
const LIMITS: Readonly<Record<string, string>> = {
  '158': 'The query reads more rows than it may.',
  '159': 'The query took longer than it may.',
  '160': 'The query would take longer than it may.',
  '161': 'The query uses more columns than it may.',
  '162': 'The query is nested too deeply.',
  '167': 'The query is nested too deeply.',
  '168': 'The query is too long.',
  '191': 'A set of the query is larger than it may be.',
  '241': 'The query needs more memory than it may take.',
  '243': 'The query needs more disk than it may take.',
  '307': 'The query reads or answers with more bytes than it may.',
  '396': 'The answer has more bytes than it may.',
};

/** Faults that show in the text of the query alone. What depends on values, or on types of columns, stays general. */
const FAULTS: Readonly<Record<string, string>> = {
  '46': 'The query calls a function that does not exist.',
  '47': 'The query names a column that does not exist here.',
  '60': 'The query names a table that does not exist here.',
  '62': 'The query has a syntax error.',
  '184': 'An aggregate function stands inside of another one, or in a WHERE.',
  '215': 'A column is neither grouped by nor aggregated.',
  '456': 'A parameter of the query has no value.',
  '457': 'The value of a parameter does not fit its type.',
};

const BUSY = new Set(['202', '236', '394', '210', '1002']);

/** The engine's own texts name tables, columns and values that are not the caller's, so none of them goes out. */
export function asRefusal(error: unknown): unknown {
  if (!(error instanceof ClickHouseError)) {
    return error instanceof HttpError
      ? error
      : new HttpError('STORE_UNAVAILABLE', { retryAfterSeconds: 2, cause: error });
  }
  const limit = LIMITS[error.code];
  if (limit) return new HttpError('QUERY_LIMIT', { message: limit, cause: error });
  if (error.code === '164') return new HttpError('QUERY_REFUSED', { message: 'Queries here only read.', cause: error });
  if (BUSY.has(error.code)) return new HttpError('STORE_UNAVAILABLE', { retryAfterSeconds: 2, cause: error });
  return new HttpError('QUERY_FAILED', { message: FAULTS[error.code], cause: error });
}

/** Where the parser stopped, in numbers only. */
export function syntaxRefusal(error: unknown, text: string): unknown {
  if (!(error instanceof ClickHouseError) || error.code !== '62') return asRefusal(error);
  const message = /Multi-statements/.test(error.message)
    ? 'Send one statement at a time.'
    : `The query has a syntax error${place(text, Number(/failed at position (\d+)/.exec(error.message)?.[1]))}.`;
  return new HttpError('QUERY_FAILED', { message, cause: error });
}

/** The engine counts bytes from 1. */
function place(text: string, position: number): string {
  if (Number.isNaN(position)) return '';
  const before = Buffer.from(text)
    .subarray(0, position - 1)
    .toString()
    .split('\n');
  return ` at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}
