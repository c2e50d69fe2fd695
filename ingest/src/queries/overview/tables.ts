import type { TopRow } from '../../contract/index.ts';
import { ask, inRange } from './ask.ts';
import { type Scope, TOP_ROWS } from './scope.ts';

const IS_VIEW = "event = '$page-view'";

/** The tables of the overview, each a dimension of `sets`. */
const OF_PEOPLE = ['country', 'region', 'browser', 'os', 'device'] as const;
const OF_VIEWS = ['path', 'referrer'] as const;
const OF_CAMPAIGNS = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'] as const;
const DIMENSIONS = [...OF_PEOPLE, ...OF_VIEWS, ...OF_CAMPAIGNS, 'event'] as const;

export type Dimension = (typeof DIMENSIONS)[number];

const DAY_MS = 86_400_000;

const chosen = (list: readonly Dimension[], names: readonly Dimension[]) => list.filter((name) => names.includes(name));

/**
 * What visitors hardly change is grouped by all at once: adding somebody to a set is what costs, and so it is done once per visit and
 * not once per table. The combinations, a few thousand, are then told apart.
 */
function ofPeople(condition: string, names: readonly Dimension[]): string {
  const value = (name: Dimension) => (name === 'region' ? "concat(country, '|', region)" : `toString(${name})`);
  const keys = [...new Set(names.flatMap((name) => (name === 'region' ? ['country', 'region'] : [name])))];
  const pairs = names.map((name) => `('${name}', ${value(name)}, ${name === 'region' ? "region != ''" : 'true'})`);
  return `
    SELECT pair.1 AS dim, pair.2 AS value, seen AS ids, n
    FROM (
      SELECT ${keys.join(', ')}, groupBitmapState(visitor) AS seen, countIf(${IS_VIEW}) AS n
      FROM visits WHERE ${condition} GROUP BY ${keys.join(', ')})
    ARRAY JOIN [${pairs.join(', ')}] AS pair WHERE pair.3`;
}

function ofViews(condition: string, names: readonly Dimension[]): string {
  const dim = names.map((name) => `grouping(${name}) = 0, '${name}'`);
  const value = names.map((name) => `grouping(${name}) = 0, toString(${name})`);
  return `
    SELECT multiIf(${dim.join(', ')}, '') AS dim, multiIf(${value.join(', ')}, '') AS value, groupBitmapState(visitor) AS ids, count() AS n
    FROM visits WHERE ${condition} AND ${IS_VIEW} GROUP BY GROUPING SETS (${names.map((name) => `(${name})`).join(', ')})`;
}

/** Few page views carry any of it. */
const ofCampaigns = (condition: string, names: readonly Dimension[]) => `
  SELECT pair.1 AS dim, pair.2 AS value, groupBitmapState(visitor) AS ids, count() AS n
  FROM (
    SELECT visitor, arrayJoin([${names.map((name) => `('${name}', toString(${name}))`).join(', ')}]) AS pair
    FROM visits WHERE ${condition} AND ${IS_VIEW} AND (${names.map((name) => `${name} != ''`).join(' OR ')}))
  WHERE value != '' GROUP BY dim, value`;

const ofEvents = (condition: string) => `
  SELECT 'event' AS dim, toString(event) AS value, groupBitmapState(visitor) AS ids, count() AS n
  FROM visits WHERE ${condition} GROUP BY event`;

function ofVisits(scope: Scope, range: string, names: readonly Dimension[]): string[] {
  const condition = `${scope.where} AND (${range})`;
  const parts = [
    { wanted: chosen(OF_PEOPLE, names), sql: ofPeople },
    { wanted: chosen(OF_VIEWS, names), sql: ofViews },
    { wanted: chosen(OF_CAMPAIGNS, names), sql: ofCampaigns },
    { wanted: chosen(['event'], names), sql: ofEvents },
  ];
  return parts.filter(({ wanted }) => wanted.length > 0).map(({ wanted, sql }) => sql(condition, wanted));
}

/** Whole days from `sets`, what is left at the ends of the range from `visits`; filters need `visits` alone. */
function parts(scope: Scope, names: readonly Dimension[]): { sql: string[]; params: Record<string, unknown> } {
  const firstDay = Math.ceil(scope.fromMs / DAY_MS) * DAY_MS;
  const endDay = Math.floor(scope.toMs / DAY_MS) * DAY_MS;
  if (scope.isFiltered || firstDay >= endDay) return { sql: ofVisits(scope, inRange(scope), names), params: {} };
  const days = `
    SELECT toString(dim) AS dim, toString(value) AS value, ids, n FROM sets
    WHERE project = {project:String} AND metric = 'visitor' AND dim IN (${names.map((name) => `'${name}'`).join(', ')}) AND grain = 'day'
      AND t >= toDateTime({first_day_s:UInt32}) AND t < toDateTime({end_day_s:UInt32})`;
  const isRagged = firstDay > scope.fromMs || endDay < scope.toMs;
  const ends = `${inRange(scope)} AND (at < toDateTime({first_day_s:UInt32}) OR at >= toDateTime({end_day_s:UInt32}))`;
  return {
    sql: isRagged ? [days, ...ofVisits(scope, ends, names)] : [days],
    params: { first_day_s: firstDay / 1_000, end_day_s: endDay / 1_000 },
  };
}

/** Visitors and page views by each dimension, the most visited first. */
export async function tables(
  scope: Scope,
  names: readonly Dimension[] = DIMENSIONS,
): Promise<Record<Dimension, TopRow[]>> {
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
  return Object.fromEntries(DIMENSIONS.map((name) => [name, of(name)])) as Record<Dimension, TopRow[]>;
}
