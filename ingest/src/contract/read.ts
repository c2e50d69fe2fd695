import type { AuthState } from './auth.ts';

/** An owner has the secret key of a project, or the link that the server printed; a viewer was given a link of theirs. */
export type Role = 'owner' | 'viewer';

/** `GET /api/session`: whose dashboard this browser may read; a stranger is told null, which is no error. */
export interface SessionAnswer {
  project: { id: string; name: string; public_key: string } | null;
  role: Role;
  /** All that this sign-in opens, for the switcher. */
  projects: { id: string; name: string }[];
  /** Whether SQL is answered. */
  can_query: boolean;
  /** Whether projects may be made: with the secret key of the project `default`, or the printed link. */
  can_create: boolean;
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
