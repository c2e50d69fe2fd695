import type { StoreClient } from '../../store/index.ts';
import { daysOf, hoursOf, type Span } from './calendar.ts';
import { compileFilters } from './compile-filters.ts';
import type { Filter } from './filter.ts';
import { createPageGroups, type PageGroups } from './page-group.ts';
import { shiftDate, type Zone } from './zone.ts';

export interface OverviewQuestion {
  project: string;
  fromMs: number;
  toMs: number;
  zone: Zone;
  /** Whether guest accounts count as users. */
  includeAnonymous: boolean;
  filters: readonly Filter[];
  /** Count `/p/1` and `/p/2` as `/p/:id`. */
  pageGroups: boolean;
  /** The project's own patterns for groups. */
  pagePatterns?: readonly string[] | undefined;
  /** No event is later than this: a range that ends in the future may as well end at the end of its day. */
  nowMs: number;
}

/** What `sets` can answer a question in, exactly; `visits` answers everything. */
export type Grain = 'day' | 'hour' | 'visits';

/** A question with its calendar worked out: what every file of this folder starts from. */
export interface Scope {
  client: StoreClient;
  question: OverviewQuestion;
  fromMs: number;
  toMs: number;
  days: readonly Span[];
  /** The day before the range, for "active the day before". */
  dayBefore: Span;
  /** For ranges of up to two days. */
  hours: readonly Span[] | undefined;
  /** The coarsest grain of `sets` whose cells lie wholly inside or outside of every day asked for. */
  grain: Grain;
  /** Every time asked for begins an hour: `visits` need not be read to the millisecond. */
  isHourly: boolean;
  /** The first of the 30 days that end with the range. */
  monthFromMs: number;
  isFiltered: boolean;
  groups: PageGroups;
  /** Project and filters, over `visits`. */
  where: string;
  params: Record<string, unknown>;
}

const MONTH_DAYS = 30;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const HOURLY_UP_TO_MS = 2 * DAY_MS + HOUR_MS;

/** In a sum of sets every boundary has to be one of theirs. */
export function grainOf(boundariesMs: readonly number[]): Grain {
  if (boundariesMs.every((ms) => ms % DAY_MS === 0)) return 'day';
  return boundariesMs.every((ms) => ms % HOUR_MS === 0) ? 'hour' : 'visits';
}

export function openScope(client: StoreClient, question: OverviewQuestion): Scope {
  const { project, fromMs, zone, filters, nowMs } = question;
  const days = daysOf(zone, fromMs, question.toMs);
  const lastDate = days.at(-1)?.label ?? zone.dateAt(fromMs);
  const toMs = question.toMs > nowMs ? zone.startOf(shiftDate(lastDate, 1)) : question.toMs;
  const dateBefore = shiftDate(days[0]?.label ?? lastDate, -1);
  const dayBefore = { label: dateBefore, startMs: zone.startOf(dateBefore) };
  const isFiltered = filters.length > 0;
  const boundaries = [fromMs, toMs, dayBefore.startMs, ...days.map(({ startMs }) => startMs)];
  const hours = question.toMs - fromMs <= HOURLY_UP_TO_MS ? hoursOf(zone, fromMs, question.toMs) : undefined;
  const monthFromMs = zone.startOf(shiftDate(zone.dateAt(toMs - 1), 1 - MONTH_DAYS));
  const everyTime = [...boundaries, monthFromMs, ...(hours ?? []).map(({ startMs }) => startMs)];
  const groups = createPageGroups(question.pagePatterns ?? []);
  const condition = compileFilters(filters, groups);
  return {
    client,
    question,
    fromMs,
    toMs,
    days,
    dayBefore,
    hours,
    grain: isFiltered ? 'visits' : grainOf(boundaries),
    isHourly: grainOf(everyTime) !== 'visits',
    monthFromMs,
    isFiltered,
    groups,
    where: `project = {project:String} AND ${condition.sql}`,
    params: { project, ...groups.params, ...condition.params },
  };
}

/** Rows of one table: what a person reads, and 64 KB for the whole answer. */
export const TOP_ROWS = 50;
