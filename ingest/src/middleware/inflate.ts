import { promisify } from 'node:util';
import { gunzip, gunzipSync, type InputType, type ZlibOptions } from 'node:zlib';
import { HttpError } from '../errors.ts';

export interface InflateBounds {
  /** Larger bodies are inflated on the thread pool. */
  maxInlineBytes: number;
  maxRatio: number;
}

/** Inline it takes the loop a few milliseconds at most. JSON of real batches shrinks 5 to 30 times; bombs 1,000 times. */
const BATCHES: InflateBounds = { maxInlineBytes: 262_144, maxRatio: 100 };
/** Small bodies may be very repetitive, and are harmless. */
const FREE_OUTPUT_BYTES = 65_536;

interface Inflated {
  buffer: Buffer;
  engine: { bytesWritten: number };
}

const gunzipLater = promisify(gunzip) as unknown as (input: InputType, options: ZlibOptions) => Promise<Inflated>;

export function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Gzip is known by its first bytes, whatever the headers claim, and undone once. Never grows past `maxBytes`. */
export async function inflate(bytes: Buffer, maxBytes: number, bounds: InflateBounds = BATCHES): Promise<Buffer> {
  const allowed = Math.min(maxBytes, Math.max(FREE_OUTPUT_BYTES, bytes.length * bounds.maxRatio));
  const options = { maxOutputLength: allowed, info: true };
  const inflated = await inflateWith(bytes, options, bounds.maxInlineBytes).catch((cause: unknown) => {
    throw new HttpError(isTooLarge(cause) ? 'TOO_LARGE' : 'INVALID_ENCODING', { cause });
  });
  if (isGzip(inflated.buffer)) {
    throw new HttpError('INVALID_ENCODING', { message: 'The body is compressed more than once.' });
  }
  if (inflated.engine.bytesWritten !== bytes.length) {
    throw new HttpError('INVALID_ENCODING', { message: 'Something follows the compressed body.' });
  }
  return inflated.buffer;
}

async function inflateWith(bytes: Buffer, options: ZlibOptions, maxInlineBytes: number): Promise<Inflated> {
  if (bytes.length > maxInlineBytes) return gunzipLater(bytes, options);
  return gunzipSync(bytes, options) as unknown as Inflated;
}

function isTooLarge(fault: unknown): boolean {
  return fault instanceof RangeError && 'code' in fault && fault.code === 'ERR_BUFFER_TOO_LARGE';
}
