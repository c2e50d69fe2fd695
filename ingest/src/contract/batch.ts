import { z } from 'zod';
import type { BatchAuth } from './auth.ts';
import { batchAuthSchema } from './auth.ts';
import type { BatchCounts } from './counts.ts';
import { batchCountsSchema } from './counts.ts';
import type { EventErrorCode } from './error.ts';
import type { TroddenEvent } from './event.ts';
import { MAX_BATCH_EVENTS, MAX_FINGERPRINT_LENGTH, MAX_RELEASE_LENGTH, MAX_URL_LENGTH } from './limits.ts';
import type { SdkConfig } from './projects.ts';
import { idSchema, timeSchema, uuidSchema } from './text.ts';

/** A page view's address, sent once per batch instead of once per event. */
export interface BatchPage {
  page_view_id: string;
  url: string;
}

/** Everything of a batch but its events. */
export interface BatchEnvelope {
  /** The project's public write key, `pk_…`. */
  key: string;
  batch_id: string;
  /** Counts the batches of a segment from 0, so that the server can name gaps. */
  batch_seq: number;
  /** When these bytes were frozen; the clock at the very send travels in `?t=`. */
  sent_at_ms: number;
  sdk_version: string;
  visitor_id: string;
  session_id: string;
  tab_id: string;
  session_replay_segment_id: string;
  release?: string | undefined;
  counts?: BatchCounts | undefined;
  auth: BatchAuth;
  pages: BatchPage[];
}

/** The body of `POST /v1/events`: one auth state, up to 500 events. */
export interface EventBatch extends BatchEnvelope {
  events: TroddenEvent[];
}

/** The same before its events were judged one by one. */
export interface UnjudgedBatch extends BatchEnvelope {
  events: unknown[];
}

export const batchPageSchema = z.object({
  page_view_id: idSchema,
  url: z.string().max(MAX_URL_LENGTH),
}) satisfies z.ZodType<BatchPage>;

export const batchSchema = z.object({
  key: z
    .string()
    .min(1)
    .max(MAX_FINGERPRINT_LENGTH * 2),
  batch_id: uuidSchema,
  batch_seq: z.number().int().min(0).max(4_294_967_295),
  sent_at_ms: timeSchema,
  sdk_version: z.string().max(MAX_FINGERPRINT_LENGTH),
  visitor_id: idSchema,
  session_id: idSchema,
  tab_id: idSchema,
  session_replay_segment_id: idSchema,
  release: z.string().max(MAX_RELEASE_LENGTH).optional(),
  // Numbers about the batch are never a reason to refuse it.
  counts: batchCountsSchema.optional().catch(undefined),
  auth: batchAuthSchema,
  pages: z.array(batchPageSchema).max(MAX_BATCH_EVENTS),
  events: z.array(z.unknown()).min(1).max(MAX_BATCH_EVENTS),
}) satisfies z.ZodType<UnjudgedBatch>;

export interface RejectedEvent {
  index: number;
  /** As the client sent it, when it was a string. */
  event_id: string | null;
  code: EventErrorCode;
}

/** The answer to a batch, given only once every accepted event is on disk. */
export interface EventAck {
  ok: true;
  batch_id: string;
  accepted: number;
  rejected: RejectedEvent[];
  /** Only of projects that tell the SDK anything. Clients keep it, and it holds from the next page on. */
  config?: SdkConfig | undefined;
}
