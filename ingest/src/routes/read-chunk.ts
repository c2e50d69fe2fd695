import type { Request } from 'express';
import { replayChunkSchema, type UnjudgedChunk } from '../contract/index.ts';
import { MAX_REPLAY_BYTES, MAX_REPLAY_WIRE_BYTES } from '../contract/limits.ts';
import { HttpError } from '../errors.ts';
import { createBodyReader, inflate, isGzip, spanOfKey } from '../middleware/index.ts';

const readBody = createBodyReader({
  maxBytes: MAX_REPLAY_WIRE_BYTES,
  timeoutMs: 12_000,
  budgetBytes: 32 * 1_048_576,
});

/** Masked pages repeat themselves: a list of a thousand like rows shrinks 200 times. */
const INFLATION = { maxInlineBytes: 16_384, maxRatio: 1_000 };
/** Two levels for each element around an element. */
const MAX_DEPTH = 2_048;

export interface ReadChunk {
  chunk: UnjudgedChunk;
  /** The events as they came. */
  text: string;
}

/** The chunk in a request's body, its events parsed and not yet looked at. */
export async function readChunk(request: Request): Promise<ReadChunk> {
  const body = await readBody(request);
  const bytes = isGzip(body) ? await inflate(body, MAX_REPLAY_BYTES, INFLATION) : body;
  const span = spanOfKey(bytes, 'events', MAX_DEPTH);
  const parsed = replayChunkSchema.safeParse(parse(bytes));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new HttpError('INVALID_BATCH', { message: `${issue?.path.join('.') || 'body'}: ${issue?.message}` });
  }
  if (span === undefined) throw new HttpError('INVALID_JSON', { message: 'The body is nested too deeply.' });
  return { chunk: parsed.data, text: bytes.toString('utf8', span.start, span.end) };
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    // The parser's message quotes the body; it goes nowhere.
    throw new HttpError('INVALID_JSON');
  }
}
