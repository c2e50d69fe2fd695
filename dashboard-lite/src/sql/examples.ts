import type { SavedQuery } from './saved.ts';

/** To begin with; each shows something that a newcomer to ClickHouse would look up. */
export const EXAMPLES: readonly SavedQuery[] = [
  {
    name: 'Page views by day',
    query: `SELECT toDate(event_at) AS day,
       count() AS page_views,
       uniq(visitor_id) AS people
FROM events
WHERE event_type = '$page-view'
  AND event_at > now() - INTERVAL 30 DAY
GROUP BY day
ORDER BY day`,
  },
  {
    name: 'Most clicked elements of a page',
    query: `SELECT text, tag_name, count() AS clicks, countIf(rage > 0) AS rage, countIf(dead != '') AS dead
FROM events
WHERE event_type = '$click' AND path = {path:String}
GROUP BY text, tag_name
ORDER BY clicks DESC
LIMIT 50`,
  },
  {
    name: 'Landing pages and how far sessions go',
    query: `SELECT landing, count() AS sessions, round(avg(pages), 1) AS pages, quantile(0.5)(seconds) AS median_seconds
FROM (
  SELECT session_id, argMin(path, event_at) AS landing,
         countIf(event_type = '$page-view') AS pages,
         dateDiff('second', min(event_at), max(event_at)) AS seconds
  FROM events
  GROUP BY session_id
)
GROUP BY landing
ORDER BY sessions DESC
LIMIT 50`,
  },
];
