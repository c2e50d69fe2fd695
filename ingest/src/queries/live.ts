import type { LiveAnswer } from '../contract/index.ts';
import type { StoreClient } from '../store/index.ts';
import { readRows } from './read-rows.ts';

const LIVE_MS = 5 * 60_000;
/** An event that is set to the time it was received may be this much newer than its own clock said. */
const AHEAD_MS = 15 * 60_000;
const TOP_ROWS = 20;

interface LiveRow {
  kind: 'all' | 'page' | 'country';
  value: string;
  visitors: string;
}

/**
 * Who is on the site: different visitors of the last five minutes, from `events` themselves. Everybody counts once in the total,
 * on the page and in the country of their newest event.
 */
export async function live(client: StoreClient, project: string, nowMs: number): Promise<LiveAnswer> {
  const rows = await readRows<LiveRow>(client, {
    sql: `
      WITH people AS (
        SELECT visitor_id, argMax(path, (event_at, event_id)) AS page, argMax(country, (event_at, event_id)) AS place
        FROM events
        WHERE project = {project:String} AND event_at >= fromUnixTimestamp64Milli({from_ms:Int64})
          AND received_at >= fromUnixTimestamp64Milli({received_from_ms:Int64})
        GROUP BY visitor_id)
      SELECT kind, value, count() AS visitors
      FROM people ARRAY JOIN [('all', ''), ('page', page), ('country', toString(place))] AS pair
      GROUP BY pair.1 AS kind, pair.2 AS value
      ORDER BY kind, visitors DESC, value LIMIT ${TOP_ROWS} BY kind`,
    params: { project, from_ms: nowMs - LIVE_MS, received_from_ms: nowMs - LIVE_MS - AHEAD_MS },
  });
  const of = (kind: LiveRow['kind']) =>
    rows.filter((row) => row.kind === kind).map(({ value, visitors }) => ({ value, visitors: Number(visitors) }));
  return { online_live: of('all')[0]?.visitors ?? 0, pages: of('page'), countries: of('country') };
}
