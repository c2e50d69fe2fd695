import type { ClickmapPage, ClickmapPagesAnswer } from '../../contract/index.ts';
import type { StoreClient } from '../../store/index.ts';
import { leaders } from './leaders.ts';
import { type ClickmapQuestion, type ClickmapScope, openClickmap } from './scope.ts';

/** What a person reads through. */
const MAX_PAGES = 500;

interface Row {
  value: string;
  clicks: string;
  clickers: string;
  views: string;
  dead: string;
  rage: string;
}

async function pageSums({ ask, rows }: ClickmapScope, page: string): Promise<ClickmapPage[]> {
  const found = await ask<Row>(
    `SELECT ${page} AS value, sum(own_clicks) AS clicks, groupBitmapMerge(own_clickers) AS clickers, sum(own_views) AS views,
       sum(own_dead) AS dead, sum(own_rage) AS rage
     FROM (
       SELECT path, countIf(kind = 'click') AS own_clicks, groupBitmapStateIf(visitor, kind = 'click') AS own_clickers,
         countIf(kind = 'view') AS own_views, countIf(kind = 'click' AND dead != '') AS own_dead, countIf(kind = 'click' AND rage > 0) AS own_rage
       FROM page_events WHERE (${rows('click')}) OR (${rows('view')}) GROUP BY path)
     GROUP BY value ORDER BY clicks DESC, views DESC, value LIMIT ${MAX_PAGES}`,
  );
  const share = (part: string, whole: string) => (Number(whole) === 0 ? 0 : Number(part) / Number(whole));
  return found.map(({ value, clicks, clickers, views, dead, rage }) => ({
    value,
    clicks: Number(clicks),
    unique_clickers: Number(clickers),
    page_views: Number(views),
    dead_share: share(dead, clicks),
    rage_share: share(rage, clicks),
  }));
}

/** The pages or page groups there are, and the elements that are clicked most for how often they are seen. */
export async function clickmapPages(
  client: StoreClient,
  question: ClickmapQuestion,
  isGrouped: boolean,
): Promise<ClickmapPagesAnswer> {
  const scope = openClickmap(client, question);
  const page = isGrouped ? scope.groups.of('path') : 'toString(path)';
  const withGroups = { ...scope, ask: <Found>(sql: string) => scope.ask<Found>(sql, scope.groups.params) };
  const [pages, first] = await Promise.all([pageSums(withGroups, page), leaders(withGroups, page)]);
  return { pages, leaders: first };
}
