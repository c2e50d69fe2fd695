import type { RecentEvent } from '../contract/index.ts';
import type { StoreClient } from '../store/index.ts';
import { EVENT_COLUMNS, type EventRow } from './event-columns.ts';
import { eventFromRow } from './event-row.ts';
import { readRows } from './read-rows.ts';

/** Where a page ended: everything older than this event comes next. */
export interface RecentPosition {
  atMs: number;
  eventId: string;
}

export interface RecentQuestion {
  project: string;
  limit: number;
  after?: RecentPosition | undefined;
  nowMs: number;
}

/** An event ahead of the server's clock is set to the time it was received; this much is left for what that misses. */
const AHEAD_MS = 15 * 60_000;
/** Nobody sorts a whole project for its last hundred events: look at a few seconds first, then at ever more. */
const FIRST_WINDOW_MS = 4_000;
const WINDOW_GROWTH = 32;
/** A window this long is the last one, without a lower end. */
const LONGEST_WINDOW_MS = 400 * 24 * 3_600_000;

interface Slice extends RecentQuestion {
  fromMs: number | undefined;
  toMs: number | undefined;
}

/**
 * `toString`, because ClickHouse orders UUIDs by their second half.
 * `received_at` bounds `event_at` from above and has a skip index: it spares the granules that were written before the window began.
 */
async function readSlice(client: StoreClient, { project, limit, after, fromMs, toMs }: Slice): Promise<RecentEvent[]> {
  const rows = await readRows<EventRow>(client, {
    sql: `SELECT ${EVENT_COLUMNS}
          FROM events
          WHERE project = {project:String}
            ${toMs === undefined ? '' : 'AND event_at < fromUnixTimestamp64Milli({to_ms:Int64})'}
            ${fromMs === undefined ? '' : 'AND event_at >= fromUnixTimestamp64Milli({from_ms:Int64})'}
            ${fromMs === undefined ? '' : 'AND received_at >= fromUnixTimestamp64Milli({received_from_ms:Int64})'}
            ${after === undefined ? '' : 'AND (event_at, toString(event_id)) < (fromUnixTimestamp64Milli({at_ms:Int64}), {after_id:String})'}
          ORDER BY event_at DESC, toString(event_id) DESC
          LIMIT {limit:UInt32}`,
    params: {
      project,
      limit,
      ...(toMs === undefined ? {} : { to_ms: toMs }),
      ...(fromMs === undefined ? {} : { from_ms: fromMs, received_from_ms: fromMs - AHEAD_MS }),
      ...(after === undefined ? {} : { at_ms: after.atMs, after_id: after.eventId }),
    },
  });
  return rows.map(eventFromRow);
}

/** The newest events, newest first; events of one millisecond in the order of their ids. */
export async function recentEvents(client: StoreClient, question: RecentQuestion): Promise<RecentEvent[]> {
  const events: RecentEvent[] = [];
  const { after, nowMs } = question;
  let toMs = after === undefined ? undefined : after.atMs + 1;
  let windowMs = FIRST_WINDOW_MS;
  while (events.length < question.limit) {
    const fromMs = windowMs > LONGEST_WINDOW_MS ? undefined : (toMs ?? nowMs) - windowMs;
    const limit = question.limit - events.length;
    events.push(...(await readSlice(client, { ...question, limit, fromMs, toMs })));
    if (fromMs === undefined) break;
    toMs = fromMs;
    windowMs *= WINDOW_GROWTH;
  }
  return events;
}
