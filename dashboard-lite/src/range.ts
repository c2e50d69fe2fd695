export const RANGES = ['today', '24h', '7d', '30d'] as const;
export type RangeName = (typeof RANGES)[number];

const DAY_MS = 24 * 3_600_000;

interface Span {
  from: number;
  to: number;
}

/** `to` lies ahead, where no event can be, so that a viewer's slow clock hides nothing. */
export interface Range extends Span {
  /** The same stretch just before, cut at the same time of day. */
  before: Span;
}

export const RANGE_LABELS: Record<RangeName, { short: string; before: string }> = {
  today: { short: 'Today', before: 'yesterday by this time' },
  '24h': { short: '24 hours', before: 'the 24 hours before' },
  '7d': { short: '7 days', before: 'the 7 days before' },
  '30d': { short: '30 days', before: 'the 30 days before' },
};

/** By the calendar of the viewer's time zone: a day that a clock change made longer stays one day. */
function daysEarlier(time: number, days: number): number {
  const date = new Date(time);
  return date.setDate(date.getDate() - days);
}

const startOfDay = (time: number) => new Date(time).setHours(0, 0, 0, 0);

function ofDays(now: number, days: number): Range {
  const today = startOfDay(now);
  return {
    from: daysEarlier(today, days - 1),
    to: now + DAY_MS,
    before: { from: daysEarlier(today, 2 * days - 1), to: daysEarlier(now, days) },
  };
}

export function rangeAt(name: RangeName, now: number): Range {
  if (name === '24h')
    return { from: now - DAY_MS, to: now + DAY_MS, before: { from: now - 2 * DAY_MS, to: now - DAY_MS } };
  return ofDays(now, { today: 1, '7d': 7, '30d': 30 }[name]);
}

export const rangeNamed = (name: string | null): RangeName => RANGES.find((known) => known === name) ?? 'today';
