import type { ClickmapLeader } from '../../contract/index.ts';
import { anchorFrom } from '../anchor-from.ts';
import { exposures } from './exposures.ts';
import { rateOf } from './rate.ts';
import type { ClickmapScope } from './scope.ts';

const LEADERS = 20;
/** Of the standard normal distribution, two-sided 95 %. */
const Z = 1.959963984540054;

/** The lower end of the Wilson interval: little data cannot lead. */
const LOWEST = `(hits / views + ${(Z * Z) / 2} / views - ${Z} * sqrt((hits / views * (1 - hits / views) + ${(Z * Z) / 4} / views) / views)) / (1 + ${Z * Z} / views)`;

interface Row {
  name: string;
  key: string;
  clicks: string;
  clicked: string;
  views: string;
  anchor: string;
  tag_name: string;
  text: string;
}

/** The elements with the highest click-through rates. Without exposures there are none. */
export async function leaders(
  { ask, rows, page: pages }: Pick<ClickmapScope, 'ask' | 'rows' | 'page'>,
  page: string,
): Promise<ClickmapLeader[]> {
  const names = `SELECT path, element, any(key) AS key FROM anchors WHERE ${pages} GROUP BY path, element`;
  const found = await ask<Row>(
    `SELECT clicked.page AS name, clicked.key AS key, clicks, clicked.views AS clicked, shown.views AS views,
       least(clicked.views, shown.views) AS hits, whole.1 AS anchor, whole.2 AS tag_name, whole.3 AS text
     FROM (
       SELECT ${page} AS page, key, count() AS clicks, uniqExact(page_view) AS views
       FROM (SELECT path, element, page_view FROM page_events WHERE ${rows('click')}) AS clicks
       INNER JOIN (${names}) AS names USING (path, element)
       GROUP BY page, key) AS clicked
     INNER JOIN (${exposures({ rows }, { units: `SELECT DISTINCT key, key AS unit FROM (${names})`, page })}) AS shown
       ON shown.page = clicked.page AND shown.unit = clicked.key
     INNER JOIN (
       SELECT ${page} AS page, key, argMax((anchor, toString(tag_name), text), at) AS whole FROM anchors WHERE ${pages} GROUP BY page, key) AS told
       ON told.page = clicked.page AND told.key = clicked.key
     ORDER BY ${LOWEST.replaceAll('views', 'shown.views')} DESC, clicks DESC, name, key LIMIT ${LEADERS}`,
  );
  return found.map((row) => {
    const [clicks, clicked] = [Number(row.clicks), Number(row.clicked)];
    return {
      page: row.name,
      key: row.key,
      anchor: anchorFrom(row.anchor),
      tag_name: row.tag_name,
      text: row.text,
      clicks,
      clicked_page_views: clicked,
      ...rateOf({ clicks, clickedViews: clicked, exposures: Number(row.views) }),
    };
  });
}
