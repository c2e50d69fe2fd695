export const RANGES = ['today', '24h', '7d', '30d', '90d'] as const;
export type RangeName = (typeof RANGES)[number];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export interface Span {
  from: number;
  to: number;
}

/** What is asked for, and the same stretch just before, cut at the same time of day: part of a day never stands beside a whole one. */
export interface Range extends Span {
  before: Span;
  /** Days by the viewer's calendar, or the hours of a short range. */
  pieces: 'hours' | 'days';
}

export const RANGE_LABELS: Record<RangeName, { short: string; before: string }> = {
  today: { short: 'Today', before: 'yesterday by this time' },
  '24h': { short: '24 hours', before: 'the 24 hours before' },
  '7d': { short: '7 days', before: 'the 7 days before' },
  '30d': { short: '30 days', before: 'the 30 days before' },
  '90d': { short: '90 days', before: 'the 90 days before' },
};

/** By the calendar of the viewer's time zone: a day that a clock change made longer stays one day. */
function daysEarlier(time: number, days: number): number {
  const date = new Date(time);
  return date.setDate(date.getDate() - days);
}

const startOfDay = (time: number) => new Date(time).setHours(0, 0, 0, 0);
const startOfHour = (time: number) => new Date(time).setMinutes(0, 0, 0);

function ofDays(first: number, days: number, now: number): Range {
  const end = daysEarlier(first, -days);
  const lastShown = Math.min(end, now);
  return {
    from: first,
    to: end,
    before: { from: daysEarlier(first, days), to: daysEarlier(lastShown, days) },
    pieces: days <= 2 ? 'hours' : 'days',
  };
}

export function rangeAt(name: RangeName, now: number): Range {
  if (name === '24h') {
    const to = startOfHour(now) + HOUR_MS;
    return {
      from: to - DAY_MS,
      to,
      before: { from: to - 2 * DAY_MS, to: now - DAY_MS },
      pieces: 'hours',
    };
  }
  const days = { today: 1, '7d': 7, '30d': 30, '90d': 90 }[name];
  return ofDays(daysEarlier(startOfDay(now), days - 1), days, now);
}

/** Whole days `from` to `to`, both included, as two date fields say them. Null when they say nothing sensible. */
export function rangeOfDates(from: string | null, to: string | null, now: number): Range | null {
  if (!from || !to || !DAY.test(from) || !DAY.test(to) || from > to) return null;
  const first = new Date(`${from}T00:00`).getTime();
  const last = new Date(`${to}T00:00`).getTime();
  if (Number.isNaN(first) || Number.isNaN(last)) return null;
  return ofDays(first, Math.round((last - first) / DAY_MS) + 1, now);
}

export const rangeNamed = (name: string | null): RangeName => RANGES.find((known) => known === name) ?? '7d';

/** As a date field writes it. */
export function dateOf(ms: number): string {
  const date = new Date(ms);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
