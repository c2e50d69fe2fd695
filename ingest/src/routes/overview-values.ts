import {
  FILTER_FIELDS,
  FILTER_OPERATORS,
  type Filter,
  type OverviewQuestion,
  openZone,
  parseFilter,
  shiftDate,
  type Zone,
} from '../queries/index.ts';
import { invalid, type Request, textParameter, timeParameter } from './query-values.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;
/** Thirteen months: this year beside the same month of the last one. */
const MAX_RANGE_MS = 400 * DAY_MS;
/** Outside of it no event can be. */
const EARLIEST_MS = Date.UTC(2000, 0, 1);
const LATEST_MS = Date.UTC(2100, 0, 1);
const MAX_FILTERS = 32;
const MAX_FILTER_LENGTH = 2_048;
const MAX_ZONE_LENGTH = 64;

/** Later engines of JavaScript know offsets such as +01:00, which the store does not. */
const OFFSET = /^[+-]/;

export function zoneParameter(request: Request): Zone {
  const name = textParameter(request, 'tz', MAX_ZONE_LENGTH) ?? 'UTC';
  const zone = OFFSET.test(name) ? undefined : openZone(name);
  if (zone === undefined) throw invalid('tz', 'must be a time zone such as Europe/Berlin');
  return zone;
}

/** As `timeParameter`, but a day begins when it does in the asked zone. */
function timeInZone(request: Request, name: string, zone: Zone): number | undefined {
  const instant = timeParameter(request, name);
  if (instant === undefined) return undefined;
  if (instant < EARLIEST_MS || instant > LATEST_MS) throw invalid(name, 'must be between the years 2000 and 2100');
  const text = textParameter(request, name, 40) ?? '';
  return DAY.test(text) ? zone.startOf(text) : instant;
}

function rangeInZone(request: Request, zone: Zone, nowMs: number): { fromMs: number; toMs: number } {
  const toMs = timeInZone(request, 'to', zone) ?? zone.startOf(shiftDate(zone.dateAt(nowMs), 1));
  const fromMs = timeInZone(request, 'from', zone) ?? zone.startOf(shiftDate(zone.dateAt(toMs - 1), 1 - DEFAULT_DAYS));
  if (fromMs >= toMs) throw invalid('from', 'must be before to');
  if (toMs - fromMs > MAX_RANGE_MS) throw invalid('from', `must be at most ${MAX_RANGE_MS / DAY_MS} days before to`);
  return { fromMs, toMs };
}

/** The asked days, by the clock of the asked zone. */
export function zonedRange(request: Request, nowMs: number): { zone: Zone; fromMs: number; toMs: number } {
  const zone = zoneParameter(request);
  return { zone, ...rangeInZone(request, zone, nowMs) };
}

export function filterParameters(request: Request): Filter[] {
  const given: unknown = request.query.filter;
  const texts: unknown[] = given === undefined ? [] : Array.isArray(given) ? given : [given];
  if (texts.length > MAX_FILTERS) throw invalid('filter', `is given more than ${MAX_FILTERS} times`);
  return texts.map((text) => {
    if (typeof text !== 'string' || text.length > MAX_FILTER_LENGTH)
      throw invalid('filter', `is longer than ${MAX_FILTER_LENGTH} characters`);
    const filter = parseFilter(text);
    if (filter === undefined) {
      throw invalid(
        'filter',
        `must be field:operator:value with a field of ${FILTER_FIELDS.join(', ')} and an operator of ${FILTER_OPERATORS.join(', ')}`,
      );
    }
    return filter;
  });
}

/** One of a closed list, or not given. */
export function choice(request: Request, name: string, choices: readonly string[]): string | undefined {
  const value = textParameter(request, name, 40);
  if (value !== undefined && !choices.includes(value)) throw invalid(name, `must be one of ${choices.join(', ')}`);
  return value;
}

export interface OverviewRequest {
  question: Omit<OverviewQuestion, 'project' | 'nowMs'>;
  isCompared: boolean;
  /** The same for requests that must have the same answer. */
  key: string;
}

/** Everything a request for the overview says, checked. */
export function overviewParameters(request: Request, nowMs: number): OverviewRequest {
  const { zone, ...range } = zonedRange(request, nowMs);
  const filters = filterParameters(request);
  const includeAnonymous = choice(request, 'include_anonymous', ['true', 'false']) === 'true';
  const isCompared = choice(request, 'compare', ['previous']) === 'previous';
  const pageGroups = choice(request, 'pages', ['groups', 'paths']) === 'groups';
  const tz = textParameter(request, 'tz', MAX_ZONE_LENGTH) ?? 'UTC';
  return {
    question: { ...range, zone, filters, includeAnonymous, pageGroups },
    isCompared,
    key: JSON.stringify([tz, range, filters, includeAnonymous, pageGroups, isCompared, range.toMs > nowMs]),
  };
}
