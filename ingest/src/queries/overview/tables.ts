import type { TopRow } from '../../contract/index.ts';
import { ask, IN_RANGE } from './ask.ts';
import { type Scope, TOP_ROWS } from './scope.ts';

const IS_VIEW = "event = '$page-view'";

/** What a table counts by: dimensions of `sets`, with the same thing over `visits`. Grouping by the column itself is cheapest. */
const byView = (key: string) => ({ key, value: `toString(${key})`, where: IS_VIEW, n: 'count()' });
const byEvent = (key: string) => ({ key, value: `toString(${key})`, where: 'true', n: `countIf(${IS_VIEW})` });
const byUtm = (key: string) => ({ ...byView(key), where: `${IS_VIEW} AND ${key} != ''` });

const DIMENSIONS = {
  path: byView('path'),
  referrer: byView('referrer'),
  country: byEvent('country'),
  region: { ...byEvent('country, region'), value: "concat(country, '|', region)", where: "region != ''" },
  browser: byEvent('browser'),
  os: byEvent('os'),
  device: byEvent('device'),
  event: { ...byEvent('event'), n: 'count()' },
  utm_source: byUtm('utm_source'),
  utm_medium: byUtm('utm_medium'),
  utm_campaign: byUtm('utm_campaign'),
  utm_term: byUtm('utm_term'),
  utm_content: byUtm('utm_content'),
};

export type Dimension = keyof typeof DIMENSIONS;
const NAMES = Object.keys(DIMENSIONS) as Dimension[];

const DAY_MS = 86_400_000;

const ofVisits = (scope: Scope, range: string, names: readonly Dimension[]) =>
  names.map((name) => {
    const { key, value, where, n } = DIMENSIONS[name];
    return `SELECT '${name}' AS dim, ${value} AS value, groupBitmapState(visitor) AS ids, ${n} AS n
      FROM visits WHERE ${scope.where} AND (${where}) AND (${range}) GROUP BY ${key}`;
  });

/** Whole days from `sets`, what is left at the ends of the range from `visits`; filters need `visits` alone. */
function parts(scope: Scope, names: readonly Dimension[]): { sql: string[]; params: Record<string, unknown> } {
  const firstDay = Math.ceil(scope.fromMs / DAY_MS) * DAY_MS;
  const endDay = Math.floor(scope.toMs / DAY_MS) * DAY_MS;
  if (scope.isFiltered || firstDay >= endDay) return { sql: ofVisits(scope, IN_RANGE, names), params: {} };
  const days = `
    SELECT toString(dim) AS dim, toString(value) AS value, ids, n FROM sets
    WHERE project = {project:String} AND metric = 'visitor' AND dim IN (${names.map((name) => `'${name}'`).join(', ')}) AND grain = 'day'
      AND t >= toDateTime({first_day_s:UInt32}) AND t < toDateTime({end_day_s:UInt32})`;
  const isRagged = firstDay > scope.fromMs || endDay < scope.toMs;
  const ends = `${IN_RANGE} AND (at < toDateTime({first_day_s:UInt32}) OR at >= toDateTime({end_day_s:UInt32}))`;
  return {
    sql: isRagged ? [days, ...ofVisits(scope, ends, names)] : [days],
    params: { first_day_s: firstDay / 1_000, end_day_s: endDay / 1_000 },
  };
}

/** Visitors and page views by each dimension, the most visited first. */
export async function tables(scope: Scope, names: readonly Dimension[] = NAMES): Promise<Record<Dimension, TopRow[]>> {
  const { sql, params } = parts(scope, names);
  const shown = scope.question.pageGroups
    ? `if(part.dim = 'path', ${scope.groups.of('part.value')}, part.value)`
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
