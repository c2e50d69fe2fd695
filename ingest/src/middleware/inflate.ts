import { createGunzip, gunzipSync } from 'node:zlib';
import { HttpError } from '../errors.ts';

export interface InflateBounds {
  /** Larger bodies are inflated on the thread pool. */
  maxInlineBytes: number;
  maxRatio: number;
  /** Is told what comes out, as it comes; what it throws ends the inflation. */
  onOutput?: ((bytes: number) => void) | undefined;
}

/** Inline it takes the loop a few milliseconds at most. JSON of real batches shrinks 5 to 30 times; bombs 1,000 times. */
export const BATCHES: InflateBounds = { maxInlineBytes: 262_144, maxRatio: 100 };
/** Small bodies may be very repetitive, and are harmless. */
const FREE_OUTPUT_BYTES = 65_536;

interface Inflated {
  buffer: Buffer;
  engine: { bytesWritten: number };
}

const PIECE_BYTES = 65_536;

export function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Gzip is known by its first bytes, whatever the headers claim, and undone once. Never grows past `maxBytes`. */
export async function inflate(bytes: Buffer, maxBytes: number, bounds: InflateBounds = BATCHES): Promise<Buffer> {
  const allowed = Math.min(maxBytes, Math.max(FREE_OUTPUT_BYTES, bytes.length * bounds.maxRatio));
  const isInline = bytes.length <= bounds.maxInlineBytes;
  const inflated = await (isInline ? inflateNow : inflateLater)(bytes, allowed, bounds).catch((cause: unknown) => {
    if (cause instanceof HttpError) throw cause;
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

async function inflateNow(bytes: Buffer, allowed: number, { onOutput }: InflateBounds): Promise<Inflated> {
  const inflated = gunzipSync(bytes, { maxOutputLength: allowed, info: true }) as unknown as Inflated;
  onOutput?.(inflated.buffer.length);
  return inflated;
}

/** Piece by piece: many at once are refused while they grow, not once they are there. */
function inflateLater(bytes: Buffer, allowed: number, { onOutput }: InflateBounds): Promise<Inflated> {
  return new Promise((resolve, reject) => {
    const engine = createGunzip({ chunkSize: PIECE_BYTES });
    const pieces: Buffer[] = [];
    let size = 0;
    engine.on('data', (piece: Buffer) => {
      size += piece.length;
      try {
        if (size > allowed) throw new HttpError('TOO_LARGE');
        onOutput?.(piece.length);
        pieces.push(piece);
      } catch (fault) {
        engine.destroy(fault as Error);
      }
    });
    engine.on('error', reject).on('end', () => resolve({ buffer: Buffer.concat(pieces, size), engine }));
    engine.end(bytes);
  });
}

function isTooLarge(fault: unknown): boolean {
  return fault instanceof RangeError && 'code' in fault && fault.code === 'ERR_BUFFER_TOO_LARGE';
}
