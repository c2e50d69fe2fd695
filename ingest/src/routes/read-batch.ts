import type { Request } from 'express';
import { batchSchema, type UnjudgedBatch } from '../contract/index.ts';
import { MAX_BODY_BYTES } from '../contract/limits.ts';
import { HttpError } from '../errors.ts';
import { createBodyReader, inflate, isGzip, parseJson } from '../middleware/index.ts';

const readBody = createBodyReader({
  maxBytes: MAX_BODY_BYTES,
  // Ends before the server's own limit for whole requests, which cannot know how far a body came.
  timeoutMs: 12_000,
  budgetBytes: 64 * 1_048_576,
});

/** The batch in a request's body, its events not yet looked at. */
export async function readBatch(request: Request): Promise<UnjudgedBatch> {
  const body = await readBody(request);
  const parsed = batchSchema.safeParse(parseJson(isGzip(body) ? await inflate(body, MAX_BODY_BYTES) : body));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  // The schema's messages name expectations, never values; the path consists of our own field names.
  throw new HttpError('INVALID_BATCH', { message: `${issue?.path.join('.') || 'body'}: ${issue?.message}` });
}
