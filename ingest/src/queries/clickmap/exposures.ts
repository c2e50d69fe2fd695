import type { ClickmapScope } from './scope.ts';

/** Page views that told more than once: an element may be in several of their lists, and counts once. */
const several = (exposures: string) =>
  `SELECT page_view FROM page_events WHERE ${exposures} GROUP BY page_view HAVING count() > 1`;

const lists = (which: string) =>
  `(SELECT shown, any(keys) AS keys FROM shown_lists WHERE project = {project:String} AND shown IN (SELECT shown FROM page_events WHERE ${which}) GROUP BY shown)`;

export interface Units {
  /** What keys are added up to: a statement that gives each `key` its `unit`. */
  units: string;
  /** The name of a page, over its `path`. */
  page: string;
}

/**
 * In how many page views each unit was shown, as a statement with the columns `page`, `unit` and `views`. Page views that told once
 * are counted list by list, since they show the same lists over and over; the others one by one.
 */
export function exposures({ rows }: Pick<ClickmapScope, 'rows'>, { units, page }: Units): string {
  const told = rows('exposure');
  const once = `${told} AND page_view NOT IN (${several(told)})`;
  const often = `${told} AND page_view IN (${several(told)})`;
  return `
    SELECT ${page} AS page, unit, sum(n) AS views FROM (
      SELECT toString(counted.path) AS path, shows.unit AS unit, counted.n AS n, toUInt64(0) AS page_view
      FROM (SELECT path, shown, count() AS n FROM page_events WHERE ${once} GROUP BY path, shown) AS counted
      INNER JOIN (
        SELECT DISTINCT listed.shown AS shown, units.unit AS unit
        FROM (SELECT shown, arrayJoin(keys) AS key FROM ${lists(once)}) AS listed
        INNER JOIN (${units}) AS units ON units.key = listed.key) AS shows ON shows.shown = counted.shown
      UNION ALL
      SELECT DISTINCT toString(many.path) AS path, units.unit AS unit, 1 AS n, many.page_view
      FROM (
        SELECT path, page_view, arrayJoin(listed.keys) AS key
        FROM (SELECT path, page_view, shown FROM page_events WHERE ${often}) AS rows
        INNER JOIN ${lists(often)} AS listed ON listed.shown = rows.shown) AS many
      INNER JOIN (${units}) AS units ON units.key = many.key)
    GROUP BY page, unit`;
}

/** In how many page views each key was shown. */
export async function exposuresOfKeys(scope: ClickmapScope, keys: readonly string[]): Promise<Map<string, number>> {
  const units = 'SELECT arrayJoin({keys:Array(String)}) AS key, key AS unit';
  const found = await scope.ask<{ unit: string; views: string }>(
    `SELECT unit, views FROM (${exposures(scope, { units, page: "''" })})`,
    { keys },
  );
  return new Map(found.map(({ unit, views }) => [unit, Number(views)]));
}
