import type { Request } from 'express';
import { replayChunkSchema, type UnjudgedChunk } from '../contract/index.ts';
import { MAX_REPLAY_BYTES, MAX_REPLAY_WIRE_BYTES } from '../contract/limits.ts';
import { HttpError } from '../errors.ts';
import {
  createBodyReader,
  type Holding,
  inflate,
  isGzip,
  type PublicKeys,
  projectOf,
  type Span,
  spansOfKeys,
} from '../middleware/index.ts';

const readBody = createBodyReader({
  maxBytes: MAX_REPLAY_WIRE_BYTES,
  timeoutMs: 12_000,
  budgetBytes: 64 * 1_048_576,
});
/** What a chunk holds, on its way and inflated, until it is admitted. */
export const holdChunk = readBody.hold;

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
export async function readChunk(request: Request, projects: PublicKeys, held: Holding): Promise<ReadChunk> {
  const sent = await readBody(request, held);
  const open = async () =>
    isGzip(sent) ? inflate(sent, MAX_REPLAY_BYTES, { ...INFLATION, onOutput: held.take }) : sent;
  let bytes = await open();
  const spans = spansOf(bytes);
  const key = keyOf(bytes, spans.key);
  if (key !== undefined && projects.byPublicKey(key) === undefined) {
    // Anybody can make up a key, and inflate a kilobyte a thousand times: while the store is asked, only what travelled is kept.
    if (bytes !== sent) held.give(bytes.length);
    bytes = sent;
    await projectOf(projects, key);
    bytes = await open();
  }
  return parseChunk(bytes, spans.events);
}

function spansOf(bytes: Buffer): { key: Span | undefined; events: Span | undefined } {
  const [key, events] = spansOfKeys(bytes, ['key', 'events'], MAX_DEPTH);
  return { key, events };
}

/** Undefined where there is none: the schema says so. */
function keyOf(bytes: Buffer, span: Span | undefined): string | undefined {
  const key = span && parse(bytes.toString('utf8', span.start, span.end));
  return typeof key === 'string' ? key : undefined;
}

function parseChunk(bytes: Buffer, span: Span | undefined): ReadChunk {
  const body = bytes.toString('utf8');
  const parsed = replayChunkSchema.safeParse(parse(body));
  if (!parsed.success || span === undefined) {
    const [issue] = parsed.error?.issues ?? [];
    throw new HttpError('INVALID_BATCH', { message: `${issue?.path.join('.') || 'body'}: ${issue?.message}` });
  }
  // Masked recordings are ASCII nearly always: then bytes and characters are the same, and a slice copies nothing.
  const isAscii = body.length === bytes.length;
  const text = isAscii ? body.slice(span.start, span.end) : bytes.toString('utf8', span.start, span.end);
  return { chunk: parsed.data, text };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // The parser's message quotes the body; it goes nowhere.
    throw new HttpError('INVALID_JSON');
  }
}
