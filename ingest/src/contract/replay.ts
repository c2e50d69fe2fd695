import { z } from 'zod';
import type { BatchAuth } from './auth.ts';
import { batchAuthSchema } from './auth.ts';
import { MAX_FINGERPRINT_LENGTH, MAX_RELEASE_LENGTH, MAX_REPLAY_EVENTS } from './limits.ts';
import { idSchema, timeSchema, uuidSchema } from './text.ts';

/** What the timeline of a replay shows. Recorders put them into the stream as custom events with the tag `trodden`. */
export const MARK_KINDS = [
  'page-view',
  'click',
  'dead',
  'rage',
  'error',
  'auth',
  'event',
  'note',
  'console',
  'network',
] as const;
export type MarkKind = (typeof MARK_KINDS)[number];

/** `data` of a custom event (type 5) of the stream, made by the recorder. A label is a path, a name, a reason; never text of the page. */
export interface ReplayMark {
  tag: 'trodden';
  payload:
    | { kind: MarkKind; label: string }
    /** Several of one second; `after` is their time beside the event's own. */
    | { marks: [after: number, kind: MarkKind, label: string][] }
    /** Fonts of the page and what `GET /api/replay-assets/:hash` has of them. */
    | { fonts: [url: string, hash: string][] };
}

/** One event of the recording as rrweb emits it. What `data` holds is rrweb's business. */
export interface RecordedEvent {
  type: number;
  timestamp: number;
  data: unknown;
  delay?: number | undefined;
}

/** Everything of a chunk but its events. */
export interface ReplayChunkEnvelope {
  /** The project's public write key, `pk_…`. */
  key: string;
  chunk_id: string;
  /** Counts the chunks of a segment from 0, so that the server can name gaps. */
  chunk_seq: number;
  /** When these bytes were frozen; the clock at the very send travels in `?t=`. */
  sent_at_ms: number;
  visitor_id: string;
  session_id: string;
  tab_id: string;
  session_replay_segment_id: string;
  release?: string | undefined;
  auth: BatchAuth;
  first_event_at_ms: number;
  last_event_at_ms: number;
}

/** The body of `POST /v1/replay`: some seconds of one page load. */
export interface ReplayChunk extends ReplayChunkEnvelope {
  events: RecordedEvent[];
}

/** The same before its events were looked at. */
export interface UnjudgedChunk extends ReplayChunkEnvelope {
  events: unknown[];
}

export const replayChunkSchema = z.object({
  key: z
    .string()
    .min(1)
    .max(MAX_FINGERPRINT_LENGTH * 2),
  chunk_id: uuidSchema,
  chunk_seq: z.number().int().min(0).max(4_294_967_295),
  sent_at_ms: timeSchema,
  visitor_id: idSchema,
  session_id: idSchema,
  tab_id: idSchema,
  session_replay_segment_id: idSchema,
  release: z.string().max(MAX_RELEASE_LENGTH).optional(),
  auth: batchAuthSchema,
  first_event_at_ms: timeSchema,
  last_event_at_ms: timeSchema,
  events: z.array(z.unknown()).min(1).max(MAX_REPLAY_EVENTS),
}) satisfies z.ZodType<UnjudgedChunk>;

/** The answer to a chunk, given only once it is on disk. */
export interface ReplayAck {
  ok: true;
  chunk_id: string;
}
