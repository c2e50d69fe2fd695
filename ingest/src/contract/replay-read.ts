import type { AuthState } from './auth.ts';
import type { RecordedEvent } from './replay.ts';

/** One replay: everything recorded of one session, in all of its tabs. */
export interface ReplayItem {
  /** The session's id. */
  session_replay_id: string;
  session_id: string;
  visitor_id: string;
  /** Who was signed in last. */
  user_id: string | null;
  team_id: string | null;
  is_anonymous: boolean;
  auth_state: AuthState;
  started_at_ms: number;
  /** From the first event to the last one, by the server's clock. */
  duration_ms: number;
  click_count: number;
  error_count: number;
  dead_count: number;
  rage_count: number;
  page_count: number;
  /** How many tabs were recorded. */
  tabs: number;
  /** The first pages, in no order. */
  paths: string[];
  country: string;
  device: string;
  browser: string;
  os: string;
  release: string | null;
  /** What the recorder had to say: `thinned`, `gave-up`, … Empty when all went well. */
  notes: string[];
  chunk_count: number;
  /** Of the recorded events, before compression. */
  bytes: number;
  /** Something arrived within the last minute. */
  is_live: boolean;
}

/** `GET /api/replays`: newest first. */
export interface ReplaysAnswer {
  items: ReplayItem[];
  next_cursor: string | null;
}

/** One tab of a replay. `segments` are its page loads, in order. */
export interface ReplayTab {
  tab_id: string;
  segments: string[];
  first_at_ms: number;
  last_at_ms: number;
}

/** Something worth a dot on the timeline. `kind` is one of `MARK_KINDS`. */
export interface TimelineMark {
  at_ms: number;
  kind: string;
  session_replay_segment_id: string;
  label: string;
}

/** Chunks that never arrived. Nothing is known of what happened between the two times. */
export interface ReplayGap {
  session_replay_segment_id: string;
  from_seq: number;
  to_seq: number;
  from_ms: number;
  to_ms: number;
}

/** Where playing can begin: ask for the chunks from `chunk_from_ms` on, and throw away nothing. */
export interface ReplaySnapshot {
  at_ms: number;
  session_replay_segment_id: string;
  chunk_from_ms: number;
}

/** `GET /api/replays/:id` */
export interface ReplayAnswer extends Omit<ReplayItem, 'tabs'> {
  tabs: ReplayTab[];
  marks: TimelineMark[];
  gaps: ReplayGap[];
  snapshots: ReplaySnapshot[];
  /** Values the server took out of chunks because no recorder should have sent them. */
  scrubbed: number;
}

/** Some seconds of one segment; event times are by the server's clock. */
export interface StoredChunk {
  chunk_id: string;
  session_replay_segment_id: string;
  chunk_seq: number;
  first_event_at_ms: number;
  last_event_at_ms: number;
  events: RecordedEvent[];
}

/** `GET /api/replays/:id/chunks`: in the order of their first events. */
export interface ReplayChunksAnswer {
  chunks: StoredChunk[];
  /** Pass back as `from_ms`; null at the end, where a live session may go on. */
  next_from_ms: number | null;
}

/** `GET /api/replays/size`: what the recordings of a project take. */
export interface ReplaySizeAnswer {
  months: { month: string; replays: number; chunks: number; bytes: number; disk_bytes: number }[];
}

/** `POST /v1/replay/asset` */
export interface ReplayAssetAnswer {
  ok: true;
  /** Whether its bytes are kept; false asks for them. */
  has: boolean;
}

/** `POST /api/replays/:id/share` */
export interface ShareAnswer {
  share_id: string;
  url: string;
  expires_at_ms: number;
}

/** `GET /share/:code/replay`: the replay as a stranger may see it, without who it is about. */
export interface SharedReplayAnswer extends Omit<ReplayAnswer, 'visitor_id' | 'user_id' | 'team_id'> {
  /** Where the link wants playing to begin. */
  starts_at_ms: number | null;
  expires_at_ms: number;
}
