import type { TopRow } from '../../contract/index.ts';
import { ask, IN_RANGE } from './ask.ts';
import { pageGroup } from './page-group.ts';
import { type Scope, TOP_ROWS } from './scope.ts';

const IS_VIEW = "event = '$page-view'";

/** What a table counts by: dimensions of `sets`, with the same thing over `visits`. */
const DIMENSIONS = {
  path: { value: 'toString(path)', where: IS_VIEW, n: 'count()' },
  referrer: { value: 'toString(referrer)', where: IS_VIEW, n: 'count()' },
  country: { value: 'toString(country)', where: 'true', n: `countIf(${IS_VIEW})` },
  region: { value: "concat(country, '|', region)", where: "region != ''", n: `countIf(${IS_VIEW})` },
  browser: { value: 'toString(browser)', where: 'true', n: `countIf(${IS_VIEW})` },
  os: { value: 'toString(os)', where: 'true', n: `countIf(${IS_VIEW})` },
  device: { value: 'toString(device)', where: 'true', n: `countIf(${IS_VIEW})` },
  event: { value: 'toString(event)', where: 'true', n: 'count()' },
  utm_source: { value: 'toString(utm_source)', where: `${IS_VIEW} AND utm_source != ''`, n: 'count()' },
  utm_medium: { value: 'toString(utm_medium)', where: `${IS_VIEW} AND utm_medium != ''`, n: 'count()' },
  utm_campaign: { value: 'toString(utm_campaign)', where: `${IS_VIEW} AND utm_campaign != ''`, n: 'count()' },
  utm_term: { value: 'toString(utm_term)', where: `${IS_VIEW} AND utm_term != ''`, n: 'count()' },
  utm_content: { value: 'toString(utm_content)', where: `${IS_VIEW} AND utm_content != ''`, n: 'count()' },
} as const;

export type Dimension = keyof typeof DIMENSIONS;
const NAMES = Object.keys(DIMENSIONS) as Dimension[];

const DAY_MS = 86_400_000;

const ofVisits = (scope: Scope, range: string) =>
  NAMES.map((name) => {
    const { value, where, n } = DIMENSIONS[name];
    return `SELECT '${name}' AS dim, ${value} AS value, groupBitmapState(visitor) AS ids, ${n} AS n
      FROM visits WHERE ${scope.where} AND (${where}) AND (${range}) GROUP BY value`;
  });

/** Whole days from `sets`, what is left at the ends of the range from `visits`; filters need `visits` alone. */
function parts(scope: Scope): { sql: string[]; params: Record<string, unknown> } {
  const firstDay = Math.ceil(scope.fromMs / DAY_MS) * DAY_MS;
  const endDay = Math.floor(scope.toMs / DAY_MS) * DAY_MS;
  if (scope.isFiltered || firstDay >= endDay) return { sql: ofVisits(scope, IN_RANGE), params: {} };
  const days = `
    SELECT toString(dim) AS dim, toString(value) AS value, ids, n FROM sets
    WHERE project = {project:String} AND metric = 'visitor' AND dim IN (${NAMES.map((name) => `'${name}'`).join(', ')}) AND grain = 'day'
      AND t >= toDateTime({first_day_s:UInt32}) AND t < toDateTime({end_day_s:UInt32})`;
  const isRagged = firstDay > scope.fromMs || endDay < scope.toMs;
  const ends = `${IN_RANGE} AND (at < toDateTime({first_day_s:UInt32}) OR at >= toDateTime({end_day_s:UInt32}))`;
  return {
    sql: isRagged ? [days, ...ofVisits(scope, ends)] : [days],
    params: { first_day_s: firstDay / 1_000, end_day_s: endDay / 1_000 },
  };
}

/** Visitors and page views by each dimension, the most visited first. */
export async function tables(scope: Scope): Promise<Record<Dimension, TopRow[]>> {
  const { sql, params } = parts(scope);
  const shown = scope.question.pageGroups
    ? `if(part.dim = 'path', ${pageGroup('part.value')}, part.value)`
    : 'part.value';
  const rows = await ask<{ dim: Dimension; shown: string; visitors: string; views: string }>(
    scope,
    `SELECT dim, ${shown} AS shown, groupBitmapMerge(ids) AS visitors, sum(n) AS views
     FROM (${sql.join('\n UNION ALL ')}) AS part
     GROUP BY dim, shown HAVING dim NOT IN ('path', 'referrer') OR views > 0
     ORDER BY dim, visitors DESC, shown LIMIT ${TOP_ROWS} BY dim`,
    params,
  );
  const of = (name: Dimension) =>
    rows
      .filter(({ dim }) => dim === name)
      .map((row) => ({ value: row.shown, visitors: Number(row.visitors), views: Number(row.views) }));
  return Object.fromEntries(NAMES.map((name) => [name, of(name)])) as Record<Dimension, TopRow[]>;
}
