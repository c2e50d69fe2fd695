import type { PersonSession, RecentEvent } from '../../contract/index.ts';
import type { StoreClient } from '../../store/index.ts';
import { EVENT_COLUMNS, type EventRow } from '../event-columns.ts';
import { eventFromRow } from '../event-row.ts';
import { readRows } from '../read-rows.ts';
import type { RecentPosition } from '../recent-events.ts';
import type { FoundPerson } from './find-person.ts';

const SESSIONS = 50;

/** When somebody was first and last seen. */
export async function personSpan(client: StoreClient, { where, params }: FoundPerson) {
  const rows = await readRows<{ first_at_ms: string; last_at_ms: string }>(client, {
    sql: `SELECT toUnixTimestamp64Milli(min(event_at)) AS first_at_ms, toUnixTimestamp64Milli(max(event_at)) AS last_at_ms FROM events WHERE ${where}`,
    params,
  });
  return { first_at_ms: Number(rows[0]?.first_at_ms ?? 0), last_at_ms: Number(rows[0]?.last_at_ms ?? 0) };
}

/** Which of these sessions have a recording that can be played. */
async function recordedSessions(
  client: StoreClient,
  params: FoundPerson['params'],
  sessions: readonly string[],
): Promise<Set<string>> {
  const rows = await readRows<{ session_id: string }>(client, {
    sql: `SELECT session_id FROM replays FINAL
          WHERE project = {project:String} AND session_id IN {sessions:Array(String)} AND NOT is_deleted
            AND (snapshot_count > 0 OR notEmpty(notes))`,
    params: { ...params, sessions },
  });
  return new Set(rows.map(({ session_id }) => session_id));
}

/** The newest sessions of a person, newest first. */
export async function personSessions(client: StoreClient, { where, params }: FoundPerson): Promise<PersonSession[]> {
  const rows = await readRows<Record<Exclude<keyof PersonSession, 'session_replay_id'>, string>>(client, {
    sql: `SELECT session_id, toUnixTimestamp64Milli(min(event_at)) AS started_at_ms, toUnixTimestamp64Milli(max(event_at)) AS ended_at_ms,
            countIf(event_type = '$page-view') AS page_views, countIf(event_type = '$click') AS clicks, count() AS events
          FROM events WHERE ${where} AND session_id != ''
          GROUP BY session_id ORDER BY ended_at_ms DESC, session_id LIMIT ${SESSIONS}`,
    params,
  });
  const recorded = await recordedSessions(
    client,
    params,
    rows.map(({ session_id }) => session_id),
  );
  return rows.map((row) => ({
    session_id: row.session_id,
    started_at_ms: Number(row.started_at_ms),
    ended_at_ms: Number(row.ended_at_ms),
    page_views: Number(row.page_views),
    clicks: Number(row.clicks),
    events: Number(row.events),
    session_replay_id: recorded.has(row.session_id) ? row.session_id : null,
  }));
}

/** What a person did, newest first; events of one millisecond in the order of their ids. */
export async function personEvents(
  client: StoreClient,
  { where, params }: FoundPerson,
  { limit, after }: { limit: number; after: RecentPosition | undefined },
): Promise<RecentEvent[]> {
  const rows = await readRows<EventRow>(client, {
    sql: `SELECT ${EVENT_COLUMNS} FROM events WHERE ${where}
            ${after === undefined ? '' : 'AND (event_at, toString(event_id)) < (fromUnixTimestamp64Milli({at_ms:Int64}), {after_id:String})'}
          ORDER BY event_at DESC, toString(event_id) DESC LIMIT {limit:UInt32}`,
    params: { ...params, limit, ...(after === undefined ? {} : { at_ms: after.atMs, after_id: after.eventId }) },
  });
  return rows.map(eventFromRow);
}
