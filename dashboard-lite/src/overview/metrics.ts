import { formatCount, formatDuration, formatShare, timeOf } from '../format.ts';
import type { OverviewAnswer } from '../wire.ts';

/** One number of a piece of time, with its name as the server gave it. */
export interface Point {
  at: string;
  value: number;
}

export interface Metric {
  name: string;
  label: string;
  /** What exactly is counted, for whoever wonders. */
  meaning: string;
  tone: 'page-view' | 'click' | 'plain';
  total: (answer: OverviewAnswer) => number;
  series: (answer: OverviewAnswer) => readonly Point[];
}

const days = (series: readonly { date: string; activity: number }[]): Point[] =>
  series.map(({ date, activity }) => ({ at: date, value: activity }));

const hoursOr = (
  hours: readonly { hour: string; activity: number }[] | undefined,
  series: readonly { date: string; activity: number }[],
): Point[] => hours?.map(({ hour, activity }) => ({ at: hour, value: activity })) ?? days(series);

/** The pieces that have begun: what lies ahead is not zero, it is nothing yet. */
export const begun = (points: readonly Point[], now: number): Point[] =>
  points.filter(({ at }) => timeOf(at).getTime() <= now);

const sumOf = (points: readonly Point[]) => points.reduce((sum, { value }) => sum + value, 0);

/** What the chart can show; the first is shown unless the address says otherwise. */
export const METRICS: readonly Metric[] = [
  {
    name: 'visitors',
    label: 'Visitors',
    meaning: 'Different browsers with any event',
    tone: 'plain',
    total: ({ visitors }) => visitors,
    series: ({ hourly_visitors, daily_visitors }) => hoursOr(hourly_visitors, daily_visitors),
  },
  {
    name: 'views',
    label: 'Page views',
    meaning: 'One for each navigation',
    tone: 'page-view',
    total: ({ page_views }) => page_views,
    series: ({ hourly_page_views, daily_page_views }) => hoursOr(hourly_page_views, daily_page_views),
  },
  {
    name: 'clicks',
    label: 'Clicks',
    meaning: 'Clicks by pointer or keyboard',
    tone: 'click',
    total: ({ clicks }) => clicks,
    series: ({ hourly_clicks, daily_clicks }) => hoursOr(hourly_clicks, daily_clicks),
  },
  {
    name: 'users',
    label: 'Signed-in people',
    meaning: 'Different accounts, guests apart; the chart counts them by day',
    tone: 'plain',
    total: ({ auth_overview }) => auth_overview.signed_in,
    series: ({ daily_active_users }) => days(daily_active_users),
  },
  {
    name: 'new-users',
    label: 'New people',
    meaning: 'Accounts seen for the first time ever',
    tone: 'plain',
    total: ({ daily_users }) => sumOf(days(daily_users)),
    series: ({ daily_users }) => days(daily_users),
  },
];

export interface Fact {
  label: string;
  meaning: string;
  value: (answer: OverviewAnswer) => number;
  format: (value: number) => string;
  /** Whether less is better, which turns the colour of a change. */
  lessIsBetter?: boolean;
}

/** Numbers of the whole range that have no line of their own. */
export const FACTS: readonly Fact[] = [
  {
    label: 'Sessions',
    meaning: 'Visits; one ends after 30 idle minutes',
    value: ({ sessions }) => sessions,
    format: formatCount,
  },
  {
    label: 'Bounce rate',
    meaning: 'Sessions with exactly one page view',
    value: ({ bounce_rate }) => bounce_rate,
    format: formatShare,
    lessIsBetter: true,
  },
  {
    label: 'Time per session',
    meaning: 'From first to last event, bounces included',
    value: ({ avg_session_seconds }) => avg_session_seconds,
    format: formatDuration,
  },
  {
    label: 'Sign-ins',
    meaning: 'Times that somebody signed in',
    value: ({ auth_overview }) => auth_overview.sign_ins,
    format: formatCount,
  },
];

export const metricNamed = (name: string | null): Metric =>
  METRICS.find((metric) => metric.name === name) ?? (METRICS[0] as Metric);
