import type { ClickmapTotals } from '../../contract/index.ts';
import { erring } from './erring.ts';
import type { ClickmapScope } from './scope.ts';

/** What happened on the page: clicks of the asked kind, and every page view. */
export async function totals({ ask, rows, page }: ClickmapScope): Promise<ClickmapTotals> {
  const [clicks, views, errors] = await Promise.all([
    ask<{ clicks: string; clickers: string; dead_clicks: string; rage_clicks: string }>(
      `SELECT count() AS clicks, groupBitmap(visitor) AS clickers, countIf(dead != '') AS dead_clicks, countIf(rage > 0) AS rage_clicks
       FROM page_events WHERE ${rows('click')}`,
    ),
    ask<{ views: string }>(`SELECT count() AS views FROM page_events WHERE ${rows('view')}`),
    ask<{ errors: string }>(
      `SELECT count() AS errors FROM page_events WHERE ${rows('click')} AND (page_view, at) IN (${erring(page)})`,
    ),
  ]);
  return {
    clicks: Number(clicks[0]?.clicks ?? 0),
    unique_clickers: Number(clicks[0]?.clickers ?? 0),
    page_views: Number(views[0]?.views ?? 0),
    dead: Number(clicks[0]?.dead_clicks ?? 0),
    rage: Number(clicks[0]?.rage_clicks ?? 0),
    errors: Number(errors[0]?.errors ?? 0),
  };
}

/** Clicks with an error behind them, by element. */
export async function errorsByElement({ ask, rows, page }: ClickmapScope): Promise<Map<string, number>> {
  const found = await ask<{ id: string; errors: string }>(
    `SELECT toString(element) AS id, count() AS errors FROM page_events
     WHERE ${rows('click')} AND (page_view, at) IN (${erring(page)}) GROUP BY element`,
  );
  return new Map(found.map(({ id, errors }) => [id, Number(errors)]));
}
