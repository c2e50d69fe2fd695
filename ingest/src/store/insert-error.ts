import { ClickHouseError } from '@clickhouse/client';

/** What a failed insert says about the next try. In every case part of the block may be stored. */
export type InsertVerdict =
  /** The store: it will pass, try again. */
  | 'store'
  /** The rows: trying again cannot help. */
  | 'rows'
  /** One of the two; what happens to other rows will tell. */
  | 'unclear';

/** Parsing, ranges, types, constraints: what the rows hold. Lists grow old (new versions refuse what old ones took), so others are judged by trial. */
const ROW_CODES = new Set([
  6, 25, 26, 27, 32, 33, 34, 38, 41, 53, 69, 70, 72, 85, 117, 130, 131, 190, 321, 349, 376, 407, 441, 467, 469, 489,
  636, 691,
]);

/** Memory, disk, limits, locks, network, access, shutting down, schema not there yet. */
const STORE_CODES = new Set([
  3, 60, 76, 81, 159, 160, 164, 192, 193, 194, 198, 201, 202, 203, 209, 210, 236, 241, 242, 243, 252, 279, 285, 286,
  290, 319, 336, 373, 394, 410, 415, 425, 439, 473, 492, 497, 499, 516, 574, 598, 689, 722, 725, 733, 735, 999, 1_002,
]);

export function errorCode(error: unknown): number | undefined {
  if (!(error instanceof ClickHouseError)) return undefined;
  const code = Number(error.code);
  return Number.isInteger(code) ? code : undefined;
}

export function judgeInsertError(error: unknown): InsertVerdict {
  const code = errorCode(error);
  if (code === undefined || STORE_CODES.has(code)) return 'store';
  return ROW_CODES.has(code) ? 'rows' : 'unclear';
}

/** The reason kept beside a dead row, without the statement and its data. */
export function errorReason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.slice(0, 2_000);
}
