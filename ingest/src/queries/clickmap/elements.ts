import type { ClickmapScope } from './scope.ts';

/** One element's sums. `id` is the hash that `page_events` knows it by. */
export interface ElementSums {
  id: string;
  clicks: number;
  dead: number;
  rage: number;
  lastAtMs: number;
  lastRelease: string;
}

/** The elements of an answer, and what else there is. */
export interface Elements {
  sums: ElementSums[];
  rest: { elements: number; clicks: number };
}

interface Row {
  id: string;
  clicks: string;
  dead_clicks: string;
  rage_clicks: string;
  last_at: string;
  last_release: string;
  elements: string;
  total: string;
}

/** The most clicked elements. Distinct people and page views are questions of their own: each costs more than all of this. */
export async function elementSums({ ask, rows }: ClickmapScope, limit: number): Promise<Elements> {
  const found = await ask<Row>(
    `SELECT toString(element) AS id, count() AS clicks, countIf(dead != '') AS dead_clicks, countIf(rage > 0) AS rage_clicks,
       toUnixTimestamp64Milli(max(at)) AS last_at, toString(argMax(release, at)) AS last_release,
       count() OVER () AS elements, sum(count()) OVER () AS total
     FROM page_events WHERE ${rows('click')}
     GROUP BY element ORDER BY clicks DESC, element LIMIT {limit:UInt32}`,
    { limit },
  );
  const sums = found.map((row) => ({
    id: row.id,
    clicks: Number(row.clicks),
    dead: Number(row.dead_clicks),
    rage: Number(row.rage_clicks),
    lastAtMs: Number(row.last_at),
    lastRelease: row.last_release,
  }));
  const shown = sums.reduce((sum, { clicks }) => sum + clicks, 0);
  const [first] = found;
  return {
    sums,
    rest: { elements: Number(first?.elements ?? 0) - sums.length, clicks: Number(first?.total ?? 0) - shown },
  };
}
