import type { DayPoint } from '../../contract/index.ts';
import { readRows } from '../read-rows.ts';
import type { Span } from './calendar.ts';
import type { Scope } from './scope.ts';

/** Asks one question of a scope; its project, range and filters are there as placeholders. */
export function ask<Row>(scope: Scope, sql: string, params: Record<string, unknown> = {}): Promise<Row[]> {
  return readRows<Row>(scope.client, {
    sql,
    params: { from_ms: scope.fromMs, to_ms: scope.toMs, ...scope.params, ...params },
  });
}

/** The whole seconds at which pieces of a calendar begin, as `{bounds:Array(UInt32)}`. */
export const bounds = (spans: readonly Span[]) => spans.map(({ startMs }) => Math.floor(startMs / 1_000));

/** Which piece a time falls into, named by its first second. */
export const pieceOf = (column: string) => `roundDown(toUInt32(toUnixTimestamp(${column})), {bounds:Array(UInt32)})`;

/**
 * Rows of a session lie together in `visits`, so that groups of sessions can be made in the order of reading. Small blocks keep the
 * memory of that at a few MB, however many sessions there are, for no more time.
 */
export const SESSION = 'opened, visitor, session';
export const IN_SESSION_ORDER =
  'SETTINGS optimize_aggregation_in_order = 1, aggregation_in_order_max_block_bytes = 1000000, max_block_size = 8192';

type Clock = Pick<Scope, 'isHourly'>;

/** From an instant on, over `visits`. */
const isFrom = ({ isHourly }: Clock, parameter: string) =>
  isHourly
    ? `hour >= toDateTime(intDiv({${parameter}:Int64}, 1000))`
    : `at >= fromUnixTimestamp64Milli({${parameter}:Int64})`;

/** Before an instant, over `visits`. */
export const isBefore = (clock: Clock, parameter: string) => `NOT (${isFrom(clock, parameter)})`;

/** The asked range, over `visits`. */
export const inRange = (clock: Clock) => `${isFrom(clock, 'from_ms')} AND ${isBefore(clock, 'to_ms')}`;

/** When a visit was, as coarsely as the question allows. */
export const timeOf = ({ isHourly }: Clock) => (isHourly ? 'hour' : 'at');

/** The asked range, over cells of `sets`, whose times are whole seconds. */
export const CELLS_IN_RANGE =
  't >= toDateTime(intDiv({from_ms:Int64}, 1000)) AND t < toDateTime(intDiv({to_ms:Int64}, 1000))';

/** One number per piece, 0 where nothing happened. */
export function series(spans: readonly Span[], values: ReadonlyMap<number, number>): DayPoint[] {
  return spans.map(({ label, startMs }) => ({ date: label, activity: values.get(Math.floor(startMs / 1_000)) ?? 0 }));
}
