import type { Request } from 'express';
import { batchSchema, type UnjudgedBatch } from '../contract/index.ts';
import { MAX_BODY_BYTES } from '../contract/limits.ts';
import { HttpError } from '../errors.ts';
import {
  BATCHES,
  createBodyReader,
  type Holding,
  inflate,
  isGzip,
  type PublicKeys,
  parseJson,
  projectOf,
} from '../middleware/index.ts';

const readBody = createBodyReader({
  maxBytes: MAX_BODY_BYTES,
  // Ends before the server's own limit for whole requests, which cannot know how far a body came.
  timeoutMs: 12_000,
  budgetBytes: 64 * 1_048_576,
});

/** What a batch holds, on its way and inflated, until it is admitted. */
export const holdBatch = readBody.hold;

/** The batch in a request's body, its events not yet looked at. */
export async function readBatch(request: Request, projects: PublicKeys, held: Holding): Promise<UnjudgedBatch> {
  const sent = await readBody(request, held);
  const open = async () => (isGzip(sent) ? inflate(sent, MAX_BODY_BYTES, { ...BATCHES, onOutput: held.take }) : sent);
  let bytes = await open();
  let batch: UnjudgedBatch | undefined = parseBatch(bytes);
  const { key } = batch;
  if (projects.byPublicKey(key) !== undefined) return batch;
  // Anybody can make up a key: while the store is asked, only what travelled is kept.
  if (bytes !== sent) held.give(bytes.length);
  bytes = sent;
  batch = undefined;
  await projectOf(projects, key);
  return parseBatch(await open());
}

function parseBatch(bytes: Buffer): UnjudgedBatch {
  const parsed = batchSchema.safeParse(parseJson(bytes));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  // The schema's messages name expectations, never values; the path consists of our own field names.
  throw new HttpError('INVALID_BATCH', { message: `${issue?.path.join('.') || 'body'}: ${issue?.message}` });
}
