import type { Request } from 'express';
import { batchSchema, type UnjudgedBatch } from '../contract/index.ts';
import { MAX_BODY_BYTES } from '../contract/limits.ts';
import { HttpError } from '../errors.ts';
import { inflate, isGzip, parseJson, readBody } from '../middleware/index.ts';

/** Ends before the server's own limit for whole requests, which could not answer with a reason. */
const BODY_LIMITS = { maxBytes: MAX_BODY_BYTES, timeoutMs: 12_000 };

/** The batch in a request's body, its events not yet looked at. */
export async function readBatch(request: Request): Promise<UnjudgedBatch> {
  const body = await readBody(request, BODY_LIMITS);
  const parsed = batchSchema.safeParse(parseJson(isGzip(body) ? await inflate(body, MAX_BODY_BYTES) : body));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  // The schema's messages name expectations, never values; the path consists of our own field names.
  throw new HttpError('INVALID_BATCH', { message: `${issue?.path.join('.') || 'body'}: ${issue?.message}` });
}
