/** Grains of `sets`, in its own words. */
type Grain = 'hour' | 'day' | 'month';

/** One family of bitmaps: who did what, by which value, per piece of time. Everything in it is fixed text. */
interface Cell {
  metric: 'user' | 'team' | 'visitor';
  dim?: string;
  value?: string;
  /** Whom the bitmap holds. */
  id: 'user' | 'team' | 'visitor';
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
const byView = (dim: string): Cell => ({ ...byColumn(dim), n: 'count()', where: IS_VIEW });

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
  { ...byColumn('release'), where: "release != ''", grains: ['hour', 'day'] },
  ...['country', 'browser', 'os', 'device'].map(byColumn),
  { ...byColumn('region'), value: "concat(country, '|', region)", where: "region != ''" },
  { ...byColumn('event'), n: 'count()' },
  byView('path'),
  byView('referrer'),
];

const isAnonymous = (cell: Cell) => (cell.metric === 'user' ? 'is_anonymous' : 'false');

const hourly = (cell: Cell, source: string) => `
  SELECT project, '${cell.metric}' AS metric, '${cell.dim ?? ''}' AS dim, [${cell.grains.map((grain) => `'${grain}'`).join(', ')}] AS grains,
    toStartOfHour(at) AS hour, toString(${cell.value ?? "''"}) AS value, ${isAnonymous(cell)} AS is_anonymous,
    ${cell.n ?? 'count()'} AS n, groupBitmapState(${cell.id}) AS ids
  FROM ${source} ${cell.where === undefined ? '' : `WHERE ${cell.where}`}
  GROUP BY project, hour, value, is_anonymous`;

/** Everybody, those with an account, and plain counts: all of an hour in one pass. Counts hold nobody. */
const TOTALS = [
  ['visitor', 'count()', 'groupBitmapState(visitor)'],
  ['known', 'countIf(user != 0)', 'groupBitmapStateIf(visitor, user != 0)'],
  ...[
    ['view', IS_VIEW],
    ['click', "event = '$click'"],
    ['sign-in', "event = '$auth' AND auth_to = 'signed-in'"],
    ['sign-out', "event = '$auth' AND auth_to = 'signed-out'"],
  ].map(([metric, condition]) => [metric, `countIf(${condition})`, 'groupBitmapStateIf(visitor, false)']),
];

const totals = (source: string) => `
  SELECT project, total.1 AS metric, '' AS dim, ['hour', 'day'] AS grains, hour, '' AS value, false AS is_anonymous, total.2 AS n, total.3 AS ids
  FROM (
    SELECT project, toStartOfHour(at) AS hour, [${TOTALS.map(([metric, n, ids]) => `('${metric}', ${n}, ${ids})`).join(', ')}] AS list
    FROM ${source} GROUP BY project, hour)
  ARRAY JOIN list AS total WHERE total.2 > 0`;

const UTM = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'];

/** Few page views carry any: those few are found once. */
const campaigns = (source: string) => `
  SELECT project, 'visitor' AS metric, pair.1 AS dim, ['day'] AS grains, hour, pair.2 AS value, false AS is_anonymous,
    count() AS n, groupBitmapState(visitor) AS ids
  FROM (
    SELECT project, toStartOfHour(at) AS hour, visitor, arrayJoin([${UTM.map((name) => `('${name}', toString(${name}))`).join(', ')}]) AS pair
    FROM ${source} WHERE ${IS_VIEW} AND (${UTM.map((name) => `${name} != ''`).join(' OR ')}))
  WHERE value != ''
  GROUP BY project, dim, hour, value`;

/** Rows of `sets` for the visits of `source`: hours first, then days and months from the hours, which are far fewer. */
export function setRows(source: string): string {
  return `
    SELECT project, metric, dim, grain,
      multiIf(grain = 'hour', hour, grain = 'day', toStartOfDay(hour), toDateTime(toStartOfMonth(hour), 'UTC')) AS t,
      value, is_anonymous, sum(cells.n) AS n, groupBitmapMergeState(cells.ids) AS ids
    FROM (${[totals(source), campaigns(source), ...CELLS.map((cell) => hourly(cell, source))].join('\n  UNION ALL')}) AS cells
    ARRAY JOIN cells.grains AS grain
    GROUP BY project, metric, dim, grain, t, value, is_anonymous`;
}
