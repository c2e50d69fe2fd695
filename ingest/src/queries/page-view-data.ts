import type { EventRow } from './event-columns.ts';

/** `data` of a page view. What was not sent is an empty column, and stays away again. */
export function pageViewData(row: EventRow): Record<string, unknown> {
  const utm = Object.entries({
    source: row.utm_source,
    medium: row.utm_medium,
    campaign: row.utm_campaign,
    term: row.utm_term,
    content: row.utm_content,
  }).filter(([, value]) => value !== '');
  return {
    url: row.url,
    path: row.path,
    referrer: row.referrer,
    title: row.title,
    entry_type: row.entry_type,
    viewport_width: row.viewport_width,
    viewport_height: row.viewport_height,
    screen_width: row.screen_width,
    screen_height: row.screen_height,
    ...(utm.length === 0 ? {} : { utm: Object.fromEntries(utm) }),
  };
}
