import type { RecentEvent } from '../contract/index.ts';
import { clickData } from './click-data.ts';
import type { EventRow } from './event-columns.ts';
import { flatData } from './flat-data.ts';
import { pageViewData } from './page-view-data.ts';

function eventData(row: EventRow): Record<string, unknown> {
  if (row.event_type === '$page-view') return pageViewData(row);
  if (row.event_type === '$click') return clickData(row);
  return flatData(row);
}

/** The columns back in the shape the event was sent in. */
export function eventFromRow(row: EventRow): RecentEvent {
  return {
    event_id: row.id,
    event_type: row.event_type,
    event_at_ms: Number(row.event_at_ms),
    received_at_ms: Number(row.received_at_ms),
    visitor_id: row.visitor_id,
    user_id: row.user_id || null,
    is_anonymous: row.is_anonymous,
    auth_state: row.auth_state,
    team_id: row.team_id || null,
    session_id: row.session_id,
    tab_id: row.tab_id,
    session_replay_segment_id: row.session_replay_segment_id,
    page_view_id: row.page_view_id,
    url: row.url,
    path: row.path,
    browser: row.browser,
    os: row.os,
    device: row.device,
    country: row.country,
    release: row.release || null,
    data: eventData(row),
  };
}
