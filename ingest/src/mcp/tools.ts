import { z } from 'zod';

/** One tool: what an assistant may ask, and the request of the HTTP API that answers it. */
export interface Tool {
  name: string;
  about: string;
  input: z.ZodRawShape;
  request: (given: Record<string, unknown>) => { path: string; body?: unknown };
  /** The part of the answer that was asked for. */
  part?: (answer: Record<string, unknown>, given: Record<string, unknown>) => unknown;
}

const range = {
  from: z.string().max(40).optional().describe('First day, YYYY-MM-DD, or milliseconds. Default: 30 days before `to`.'),
  to: z.string().max(40).optional().describe('The day after the last one. Default: tomorrow.'),
  tz: z.string().max(64).optional().describe('Time zone such as Europe/Berlin. Default: UTC.'),
  filter: z
    .array(z.string().max(2_048))
    .max(32)
    .optional()
    .describe('Filters as the HTTP API takes them: field:operator:value, such as country:is:DE.'),
};

const TABLES = [
  'top_pages',
  'entry_pages',
  'exit_pages',
  'top_referrers',
  'top_countries',
  'top_regions',
  'top_browsers',
  'top_operating_systems',
  'top_devices',
  'top_events',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'web_vitals',
  'daily_releases',
] as const;

/** Only what was given; a list is a parameter that comes several times. */
function query(given: Record<string, unknown>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(given)) {
    for (const one of value === undefined ? [] : [value].flat()) parameters.append(name, String(one));
  }
  return `?${parameters}`;
}

/** The closed list. Every tool reads, none writes. */
export const TOOLS: readonly Tool[] = [
  {
    name: 'overview',
    about:
      'Visitors, page views, clicks, sessions, bounce rate and their course over days, and the top tables, for one range.',
    input: { ...range, include_anonymous: z.boolean().optional(), compare: z.literal('previous').optional() },
    request: (given) => ({ path: `/api/overview${query(given)}` }),
  },
  {
    name: 'breakdown',
    about:
      'One table of the overview: pages, referrers, countries, browsers, devices, events, campaigns or web vitals.',
    input: { table: z.enum(TABLES), ...range },
    request: ({ table, ...given }) => ({ path: `/api/overview${query(given)}` }),
    part: (answer, { table }) => ({ [String(table)]: answer[String(table)] }),
  },
  {
    name: 'clickmap',
    about:
      'The elements that people click on one page or page group, with dead and rage clicks and click rates. Without a page: all pages by clicks.',
    input: {
      path: z.string().max(2_048).optional().describe('A page such as /pricing.'),
      page_group: z.string().max(2_048).optional().describe('A page group such as /blog/:slug.'),
      kind: z.enum(['all', 'dead', 'rage']).optional(),
      ...range,
    },
    request: (given) => {
      const isOnePage = given.path !== undefined || given.page_group !== undefined;
      return { path: `/api/clickmap${isOnePage ? '' : '/pages'}${query(given)}` };
    },
  },
  {
    name: 'replays',
    about: 'Recorded sessions, newest first: who, when, how long, pages, errors, dead and rage clicks.',
    input: {
      from: range.from,
      to: range.to,
      limit: z.int().min(1).max(100).optional(),
      cursor: z.string().max(256).optional(),
    },
    request: (given) => ({ path: `/api/replays${query(given)}` }),
  },
  {
    name: 'sql_schema',
    about: 'Tables and columns that `sql` can ask, and its limits.',
    input: {},
    request: () => ({ path: '/api/query/schema' }),
  },
  {
    name: 'sql',
    about: 'One SELECT in the dialect of ClickHouse over the tables of `sql_schema`. Read only, and only this project.',
    input: {
      query: z.string().min(1).max(16_384),
      params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
      timeout_ms: z.int().min(100).max(30_000).optional(),
    },
    request: (given) => ({ path: '/api/query', body: given }),
  },
];
