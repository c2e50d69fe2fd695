import { SAME_CLOCK_MS } from './same-clock.ts';
import type { Writer } from './writer.ts';

/** Lists of a summary are for filters and a first glance; the chunks have the rest. */
const MAX_LISTED = 100;

const marks = (kind: string) => `toUInt32(sum(countEqual(mark_kind, '${kind}')))`;
const labels = (kind: string) =>
  `groupUniqArrayArray(${MAX_LISTED})(arrayFilter((label, kind) -> kind = '${kind}', mark_label, mark_kind))`;
const listed = (column: string) => `groupUniqArrayIf(${MAX_LISTED})(${column}, ${column} != '')`;
const latest = (column: string) => `argMax(${column}, last_event_at)`;

/**
 * Makes the rows of `replays` again for every session that has a chunk in these blocks, from all of its chunks. A page load's
 * chunks are moved by one skew, the smallest: each is the clock's difference plus a way through the network.
 */
export async function summariseReplays(writer: Pick<Writer, 'command'>, ids: readonly bigint[]): Promise<void> {
  await writer.command(
    `INSERT INTO replays
       (project, session_id, visitor_id, user_id, team_id, user_ids, team_ids, auth_state, is_anonymous, started_at, ended_at,
        received_at, click_count, error_count, dead_count, rage_count, page_count, tab_count, paths, event_names, notes,
        country, device, browser, os, release, snapshot_count, chunk_count, bytes, is_deleted, version)
     SELECT project, session_id, ${latest('visitor_id')}, argMaxIf(user_id, last_event_at, user_id != ''),
       argMaxIf(team_id, last_event_at, team_id != ''), ${listed('user_id')}, ${listed('team_id')},
       ${latest('auth_state')}, ${latest('is_anonymous')},
       min(first_event_at + toIntervalMillisecond(shift)), max(last_event_at + toIntervalMillisecond(shift)), max(received_at),
       ${['click', 'error', 'dead', 'rage', 'page-view'].map(marks).join(', ')},
       toUInt32(uniqExact(tab_id)), ${labels('page-view')}, ${labels('event')}, ${labels('note')},
       ${latest('country')}, ${latest('device')}, ${latest('browser')}, ${latest('os')}, ${latest('release')},
       toUInt32(sum(length(snapshots_at))), toUInt32(count()), sum(events_bytes), false, count()
     FROM (
       SELECT * EXCEPT (events), min(skew_ms) OVER of_segment AS least,
         if(max(skew_ms) OVER of_segment - least <= ${SAME_CLOCK_MS}, least - skew_ms, 0) AS shift
       FROM replay_chunks
       WHERE (project, session_id) GLOBAL IN (
         SELECT project, session_id FROM replay_chunks WHERE block_id IN {ids:Array(UInt64)})
       WINDOW of_segment AS (PARTITION BY project, session_id, session_replay_segment_id)
     )
     GROUP BY project, session_id`,
    { ids },
  );
}
