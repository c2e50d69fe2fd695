import type { ClickmapComparedElement, ClickmapSide } from '../../contract/index.ts';
import { anchorFrom } from '../anchor-from.ts';
import { exposures } from './exposures.ts';
import type { ClickmapScope } from './scope.ts';

export type Side = Omit<ClickmapSide, 'rate'>;

interface Row {
  id: string;
  clicks: string;
  clickers: string;
  dead_clicks: string;
  views: string;
}

/** One side of a comparison, by what two releases of a page agree on most often. */
export async function sideOf(scope: ClickmapScope): Promise<Map<string, Side>> {
  const { ask, rows, page } = scope;
  const units = `SELECT DISTINCT key, toString(coarse) AS unit FROM anchors WHERE ${page}`;
  const [clicks, shown] = await Promise.all([
    ask<Row>(
      `SELECT toString(names.coarse) AS id, count() AS clicks, uniqExact(visitor) AS clickers, countIf(dead != '') AS dead_clicks, uniqExact(page_view) AS views
       FROM (SELECT element, visitor, dead, page_view FROM page_events WHERE ${rows('click')}) AS clicks
       INNER JOIN (SELECT element, any(coarse) AS coarse FROM anchors WHERE ${page} GROUP BY element) AS names USING (element)
       GROUP BY names.coarse`,
    ),
    ask<{ unit: string; views: string }>(`SELECT unit, views FROM (${exposures(scope, { units, page: "''" })})`),
  ]);
  const views = new Map(shown.map((row) => [row.unit, Number(row.views)]));
  const sides = clicks.map(({ id, ...row }): [string, Side] => [
    id,
    {
      clicks: Number(row.clicks),
      unique_clickers: Number(row.clickers),
      dead: Number(row.dead_clicks),
      clicked_page_views: Number(row.views),
      exposures: views.get(id) ?? 0,
    },
  ]);
  // Shown and never clicked is what "vanished" and "new" have to be told from.
  const unclicked = [...views].filter(([id]) => !clicks.some((row) => row.id === id));
  return new Map([
    ...sides,
    ...unclicked.map(([id, exposed]): [string, Side] => [
      id,
      { clicks: 0, unique_clickers: 0, dead: 0, clicked_page_views: 0, exposures: exposed },
    ]),
  ]);
}

type Name = Pick<ClickmapComparedElement, 'keys' | 'anchor' | 'tag_name' | 'text'>;

export async function compareNames({ ask, page }: ClickmapScope, ids: readonly string[]): Promise<Map<string, Name>> {
  const found = await ask<{ id: string; keys: string[]; newest: [string, string, string] }>(
    `SELECT toString(coarse) AS id, arraySort(groupUniqArray(key)) AS keys, argMax((anchor, toString(tag_name), text), at) AS newest
     FROM anchors WHERE ${page} AND coarse IN {ids:Array(UInt64)} GROUP BY coarse`,
    { ids: ids.map(BigInt) },
  );
  return new Map(
    found.map(({ id, keys, newest: [anchor, tag_name, text] }) => [
      id,
      { keys, anchor: anchorFrom(anchor), tag_name, text },
    ]),
  );
}
