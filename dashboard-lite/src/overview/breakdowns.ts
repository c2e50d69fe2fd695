import { formatVital } from '../format.ts';
import { countryName, regionName } from '../places.ts';
import type { OverviewAnswer, TopRow } from '../wire.ts';

export interface BreakdownRow {
  value: string;
  /** What a person reads. */
  label: string;
  cells: readonly (number | null)[];
  /** What choosing the row narrows everything to. */
  filter?: string | undefined;
}

export interface Breakdown {
  name: string;
  label: string;
  /** Names the rows. */
  head: string;
  /** Names the numbers; the first of them orders the rows and draws the bars. */
  columns: readonly string[];
  format?: (value: number) => string;
  rows: (answer: OverviewAnswer) => readonly BreakdownRow[];
}

type Read = (answer: OverviewAnswer) => readonly TopRow[];

interface Naming {
  field?: string;
  name?: (row: TopRow) => string;
  columns?: readonly string[];
}

const top = (label: string, head: string, read: Read, naming: Naming = {}): Breakdown => ({
  name: label.toLowerCase().replaceAll(' ', '-'),
  label,
  head,
  columns: naming.columns ?? ['Visitors', 'Views'],
  rows: (answer) =>
    read(answer).map((row) => ({
      value: row.value,
      label: naming.name?.(row) ?? row.value,
      cells: [row.visitors, row.views],
      filter: naming.field && `${naming.field}:is:${row.value}`,
    })),
});

const sessionPages = (label: string, read: (answer: OverviewAnswer) => { value: string; sessions: number }[]) => ({
  name: label.toLowerCase(),
  label,
  head: 'Page',
  columns: ['Sessions'],
  rows: (answer: OverviewAnswer) =>
    read(answer).map(({ value, sessions }) => ({ value, label: value, cells: [sessions] })),
});

/** `$page-view` is what the SDK saw by itself: a person reads "Page view". */
const eventName = ({ value }: TopRow) =>
  value.startsWith('$') ? value.charAt(1).toUpperCase() + value.slice(2).replaceAll('-', ' ') : value;
const unknown = ({ value }: TopRow) => value || 'Unknown';
const direct = ({ value }: TopRow) => (value ? value.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '') : 'Direct');

const releases = (answer: OverviewAnswer): BreakdownRow[] => {
  const visitors = new Map<string, number>();
  // A person counts on each day of a release: the busiest day is the honest single number.
  for (const { release, visitors: count } of answer.daily_releases)
    visitors.set(release, Math.max(visitors.get(release) ?? 0, count));
  return [...visitors]
    .sort(([, one], [, other]) => other - one)
    .map(([release, count]) => ({
      value: release,
      label: release || 'None',
      cells: [count],
      filter: `release:is:${release}`,
    }));
};

/** The panels under the chart, each a few tables on one subject. */
export const PANELS: readonly { name: string; title: string; tables: readonly Breakdown[] }[] = [
  {
    name: 'pages',
    title: 'Pages',
    tables: [
      top('Most visited', 'Page', ({ top_pages }) => top_pages, { field: 'path' }),
      sessionPages('Entries', ({ entry_pages }) => entry_pages),
      sessionPages('Exits', ({ exit_pages }) => exit_pages),
    ],
  },
  {
    name: 'sources',
    title: 'Where they come from',
    tables: [
      top('Referrers', 'Referrer', ({ top_referrers }) => top_referrers, { field: 'referrer', name: direct }),
      top('Source', 'utm_source', ({ utm_source }) => utm_source),
      top('Medium', 'utm_medium', ({ utm_medium }) => utm_medium),
      top('Campaign', 'utm_campaign', ({ utm_campaign }) => utm_campaign),
    ],
  },
  {
    name: 'places',
    title: 'Places',
    tables: [
      top('Countries', 'Country', ({ top_countries }) => top_countries, {
        field: 'country',
        name: ({ value }) => countryName(value),
      }),
      {
        ...top('Regions', 'Region', () => []),
        rows: ({ top_regions }) =>
          top_regions.map(({ value, country_code, visitors, views }) => ({
            value: `${country_code} ${value}`,
            label: regionName(country_code, value),
            cells: [visitors, views],
            filter: `region:is:${value}`,
          })),
      },
    ],
  },
  {
    name: 'devices',
    title: 'Devices',
    tables: [
      top('Browsers', 'Browser', ({ top_browsers }) => top_browsers, { field: 'browser', name: unknown }),
      top('Systems', 'System', ({ top_operating_systems }) => top_operating_systems, { field: 'os', name: unknown }),
      top('Sizes', 'Device', ({ top_devices }) => top_devices, { field: 'device', name: unknown }),
    ],
  },
  {
    name: 'events',
    title: 'Events and releases',
    tables: [
      top('Events', 'Event', ({ top_events }) => top_events, {
        field: 'event',
        name: eventName,
        columns: ['Visitors', 'Times'],
      }),
      { name: 'releases', label: 'Releases', head: 'Release', columns: ['Visitors on its best day'], rows: releases },
    ],
  },
  {
    name: 'speed',
    title: 'Speed as people felt it',
    tables: [
      {
        name: 'vitals',
        label: 'Web vitals, 75th percentile',
        head: 'Page',
        columns: ['Views', 'LCP', 'INP', 'CLS'],
        format: formatVital,
        rows: ({ web_vitals }) =>
          web_vitals.map(({ value, views, lcp_p75, inp_p75, cls_p75 }) => ({
            value,
            label: value,
            cells: [views, lcp_p75, inp_p75, cls_p75],
            filter: `path:is:${value}`,
          })),
      },
    ],
  },
];
