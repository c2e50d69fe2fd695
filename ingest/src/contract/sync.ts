/** Rises with every change of the host app's own record; a number, or its digits when it is larger than a number can be. */
export type SequenceId = number | string;

/** `POST /api/sync/users`: one of up to 1,000. */
export interface SyncedUser {
  id: string;
  sequence_id: SequenceId;
  /** The user is gone in the host app. */
  deleted?: boolean | undefined;
  is_anonymous?: boolean | undefined;
  display_name?: string | undefined;
  signed_up_at_ms?: number | undefined;
  /** Whatever else is of interest, kept as JSON. */
  data?: Record<string, unknown> | undefined;
}

/** `POST /api/sync/teams`: one of up to 1,000. */
export type SyncedTeam = Omit<SyncedUser, 'is_anonymous' | 'signed_up_at_ms'>;

/** `GET /api/sync/users` and `/api/sync/teams`: where to go on, and how far behind it is. */
export interface SyncStatus {
  /** Digits; null before the first. Send what is newer than this. */
  last_sequence_id: string | null;
  records: number;
  deleted: number;
  last_synced_at_ms: number | null;
  /** Since the last batch arrived. */
  lag_ms: number | null;
}
