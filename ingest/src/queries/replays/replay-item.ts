import type { AuthState, ReplayItem } from '../../contract/index.ts';

/** A fixed list: nothing in it ever comes from a request. */
export const REPLAY_COLUMNS = `session_id, visitor_id, user_id, team_id, is_anonymous, auth_state,
  toUnixTimestamp64Milli(started_at) AS started_at_ms, toUnixTimestamp64Milli(ended_at) AS ended_at_ms,
  click_count, error_count, dead_count, rage_count, page_count, tab_count, arraySlice(paths, 1, 20) AS first_paths, country, device,
  browser, os, release, notes, chunk_count, bytes, received_at > now64(3) - INTERVAL 1 MINUTE AS is_live`;

/** What `REPLAY_COLUMNS` answers. */
export interface ReplayRow {
  session_id: string;
  visitor_id: string;
  user_id: string;
  team_id: string;
  is_anonymous: boolean;
  auth_state: AuthState;
  started_at_ms: string;
  ended_at_ms: string;
  click_count: number;
  error_count: number;
  dead_count: number;
  rage_count: number;
  page_count: number;
  tab_count: number;
  first_paths: string[];
  country: string;
  device: string;
  browser: string;
  os: string;
  release: string;
  notes: string[];
  chunk_count: number;
  bytes: string;
  is_live: number;
}

const orNull = (text: string) => (text === '' ? null : text);

export function itemFromRow(row: ReplayRow): ReplayItem {
  const started_at_ms = Number(row.started_at_ms);
  return {
    session_replay_id: row.session_id,
    session_id: row.session_id,
    visitor_id: row.visitor_id,
    user_id: orNull(row.user_id),
    team_id: orNull(row.team_id),
    is_anonymous: row.is_anonymous,
    auth_state: row.auth_state,
    started_at_ms,
    duration_ms: Number(row.ended_at_ms) - started_at_ms,
    click_count: row.click_count,
    error_count: row.error_count,
    dead_count: row.dead_count,
    rage_count: row.rage_count,
    page_count: row.page_count,
    tabs: row.tab_count,
    paths: row.first_paths,
    country: row.country,
    device: row.device,
    browser: row.browser,
    os: row.os,
    release: orNull(row.release),
    notes: row.notes,
    chunk_count: row.chunk_count,
    bytes: Number(row.bytes),
    is_live: row.is_live === 1,
  };
}
