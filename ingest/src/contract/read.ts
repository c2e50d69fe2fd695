import type { AuthState } from './auth.ts';

/** `GET /api/session`: whose dashboard this browser may read; a stranger is told null, which is no error. */
export interface SessionAnswer {
  project: { id: string; name: string; public_key: string } | null;
}

/** `GET /api/events/count` */
export interface CountAnswer {
  count: number;
}

/** One event as it lies in the store. */
export interface RecentEvent {
  event_id: string;
  event_type: string;
  event_at_ms: number;
  received_at_ms: number;
  visitor_id: string;
  user_id: string | null;
  is_anonymous: boolean;
  auth_state: AuthState;
  team_id: string | null;
  session_id: string;
  tab_id: string;
  session_replay_segment_id: string;
  page_view_id: string;
  url: string;
  path: string;
  browser: string;
  os: string;
  device: string;
  country: string;
  release: string | null;
  data: Record<string, unknown>;
}

/** `GET /api/events/recent`: newest first, ties by event id. */
export interface RecentAnswer {
  events: RecentEvent[];
  /** Pass back as `cursor` for the next page; null at the end. */
  next_cursor: string | null;
}
