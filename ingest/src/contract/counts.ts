import { z } from 'zod';
import { MAX_DROP_REASONS, MAX_FINGERPRINT_LENGTH } from './limits.ts';

/**
 * What became of a segment's events, in the client's own words when it closed the batch that carries this: absolute numbers
 * that only rise, so that the highest word is the newest, whatever was lost before it. What is 0 is left out.
 * `created + adopted = acked + dead + all dropped + what still waits in the browser`, this batch included.
 *
 * A client sends none with a batch that it took over from another page: it cannot know.
 */
export interface BatchCounts {
  /** Events that happened in this segment, dropped ones included. */
  created?: number | undefined;
  /** Events of earlier pages or segments that this one took over; they travel in their own batches, under their own segment. */
  adopted?: number | undefined;
  /** Events that the server said it has. */
  acked?: number | undefined;
  /** Events that the server refused for good, each alone. */
  dead?: number | undefined;
  /** Events that the client gave up by itself, by reason. */
  dropped?: Record<string, number> | undefined;
}

const count = z.number().int().min(0).max(4_294_967_295);
const reason = z
  .string()
  .max(MAX_FINGERPRINT_LENGTH)
  .regex(/^[a-z][a-z-]*$/);

export const batchCountsSchema = z.object({
  created: count.optional(),
  adopted: count.optional(),
  acked: count.optional(),
  dead: count.optional(),
  dropped: z
    .record(reason, count)
    .refine((dropped) => Object.keys(dropped).length <= MAX_DROP_REASONS)
    .optional(),
}) satisfies z.ZodType<BatchCounts>;
