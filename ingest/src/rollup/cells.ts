/** Grains of `sets`, in its own words. */
type Grain = 'hour' | 'day' | 'month';

/** One family of bitmaps: who did what, by which value, per piece of time. Everything in it is fixed text. */
interface Cell {
  metric: 'user' | 'team' | 'visitor' | 'known' | 'view' | 'click' | 'sign-in' | 'sign-out';
  dim?: string;
  value?: string;
  /** Whom the bitmap holds; none: only `n` is of interest. */
  id?: 'user' | 'team' | 'visitor';
  n?: string;
  where?: string;
  grains: readonly Grain[];
}

const IS_VIEW = "event = '$page-view'";
const VIEWS = `countIf(${IS_VIEW})`;

/** Visitors of any event by one of its columns. */
const byColumn = (name: string): Cell => ({
  metric: 'visitor',
  dim: name,
  value: name,
  id: 'visitor',
  n: VIEWS,
  grains: ['day'],
});

/** Visitors by something only page views have. */
const byView = (dim: string, value: string): Cell => ({
  metric: 'visitor',
  dim,
  value,
  id: 'visitor',
  where: dim.startsWith('utm_') ? `${IS_VIEW} AND ${value} != ''` : IS_VIEW,
  grains: ['day'],
});

/** Users need months for "seen before"; nobody asks for all visitors of all time. */
const CELLS: readonly Cell[] = [
  { metric: 'user', id: 'user', where: 'user != 0', grains: ['hour', 'day', 'month'] },
  { metric: 'team', id: 'team', where: 'team != 0', grains: ['hour', 'day', 'month'] },
  {
    metric: 'user',
    dim: 'country',
    value: 'country',
    id: 'user',
    where: "user != 0 AND country != ''",
    grains: ['day'],
  },
  { metric: 'visitor', id: 'visitor', grains: ['hour', 'day'] },
  { metric: 'known', id: 'visitor', where: 'user != 0', grains: ['hour', 'day'] },
  { metric: 'view', where: IS_VIEW, grains: ['hour', 'day'] },
  { metric: 'click', where: "event = '$click'", grains: ['hour', 'day'] },
  { metric: 'sign-in', where: "event = '$auth' AND auth_to = 'signed-in'", grains: ['hour', 'day'] },
  { metric: 'sign-out', where: "event = '$auth' AND auth_to = 'signed-out'", grains: ['hour', 'day'] },
  { ...byColumn('release'), where: "release != ''", grains: ['hour', 'day'] },
  ...['country', 'browser', 'os', 'device'].map(byColumn),
  { ...byColumn('region'), value: "concat(country, '|', region)", where: "region != ''" },
  { ...byColumn('event'), n: 'count()' },
  byView('path', 'path'),
  byView('referrer', 'referrer'),
  ...['source', 'medium', 'campaign', 'term', 'content'].map((name) => byView(`utm_${name}`, `utm_${name}`)),
];

const isAnonymous = (cell: Cell) => (cell.metric === 'user' ? 'is_anonymous' : 'false');

const hourly = (cell: Cell, source: string) => `
  SELECT project, '${cell.metric}' AS metric, '${cell.dim ?? ''}' AS dim, [${cell.grains.map((grain) => `'${grain}'`).join(', ')}] AS grains,
    toStartOfHour(at) AS hour, toString(${cell.value ?? "''"}) AS value, ${isAnonymous(cell)} AS is_anonymous,
    ${cell.n ?? 'count()'} AS n, groupBitmapState(${cell.id ?? 'toUInt32(0)'}) AS ids
  FROM ${source} ${cell.where === undefined ? '' : `WHERE ${cell.where}`}
  GROUP BY project, hour, value, is_anonymous`;

/** Rows of `sets` for the visits of `source`: hours first, then days and months from the hours, which are far fewer. */
export function setRows(source: string): string {
  return `
    SELECT project, metric, dim, grain,
      multiIf(grain = 'hour', hour, grain = 'day', toStartOfDay(hour), toDateTime(toStartOfMonth(hour), 'UTC')) AS t,
      value, is_anonymous, sum(cells.n) AS n, groupBitmapMergeState(cells.ids) AS ids
    FROM (${CELLS.map((cell) => hourly(cell, source)).join('\n  UNION ALL')}) AS cells
    ARRAY JOIN cells.grains AS grain
    GROUP BY project, metric, dim, grain, t, value, is_anonymous`;
}
