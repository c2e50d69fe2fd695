import type { RecentEvent } from './read.ts';

/** Somebody: an account, or a browser that never had one. */
export interface PersonRow {
  kind: 'user' | 'visitor';
  id: string;
  /** A guest account. */
  is_anonymous: boolean;
  first_at_ms: number;
  last_at_ms: number;
  country: string;
  browser: string;
  device: string;
  sessions: number;
  events: number;
}

/** `GET /api/people`: last seen first. */
export interface PeopleAnswer {
  people: PersonRow[];
  next_cursor: string | null;
}

export interface PersonSession {
  session_id: string;
  started_at_ms: number;
  ended_at_ms: number;
  page_views: number;
  clicks: number;
  events: number;
  /** Its recording, when there is one that can be played. */
  session_replay_id: string | null;
}

/** `GET /api/people/:id` */
export interface PersonAnswer {
  kind: 'user' | 'visitor';
  id: string;
  /** The browsers an account was used in, or the accounts a browser was signed in with. */
  users: string[];
  visitors: string[];
  first_at_ms: number;
  last_at_ms: number;
  /** The newest sessions. */
  sessions: PersonSession[];
  /** Newest first. Of an account also what its browsers did while nobody was signed in. */
  events: RecentEvent[];
  /** Pass back as `cursor` for older events. */
  next_cursor: string | null;
}

/** What an erasure did, per table, and whether everything derived agrees with what is left. */
export interface ErasureProof {
  before: Record<string, number>;
  after: Record<string, number>;
  /** Months computed again, as `202611`. */
  months: number[];
  /** Derived numbers that do not agree with the events; 0 when all is well. */
  differing: number;
}

/** `POST /api/people/erase` and `GET /api/people/erase/:job_id` */
export interface ErasureJob {
  job_id: string;
  state: 'running' | 'done' | 'failed';
  /** 0 to 1. */
  progress: number;
  result: ErasureProof | null;
}
