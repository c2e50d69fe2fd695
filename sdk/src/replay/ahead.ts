import { endOf, type OpenChunk, startOf } from './chunk.ts';
import { LAST_BYTES, zip } from './send.ts';

/** The beginning of a growing chunk as it may travel. */
export interface Ahead {
  zipped: ArrayBuffer;
  /** How many events are in it. */
  count: number;
}

/** Less is not worth zipping again: it travels as it is. */
const MIN_CHARACTERS = 4_000;
/** A chunk closes at this size, so that it and what a lively second adds fit a page's last request. */
export const MAX_AHEAD_BYTES = 8_000;

/**
 * Zips what a chunk has so far: when the page ends there is no time for it. Always from its beginning: a part that is zipped for
 * itself knows nothing of what came before, and takes twice the bytes.
 */
export const zipAhead = async (chunk: OpenChunk): Promise<void> => {
  const { events, ahead } = chunk;
  const count = events.length;
  if (events.slice(ahead?.count).join().length < MIN_CHARACTERS) return;
  chunk.ahead = { zipped: await zip(startOf(chunk) + events.slice(0, count)), count };
};

/** CRC-32 of RFC 1952, bit by bit: a table would be larger than the few kilobytes it is for. */
const crcOf = (bytes: Uint8Array): number => {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc;
};

/** A gzip member that holds its contents as they are (RFC 1951, 3.2.4): what can be had without waiting. */
const storedMember = (bytes: Uint8Array<ArrayBuffer>): BlobPart[] => {
  const size = bytes.length;
  const numbers = new DataView(new ArrayBuffer(13));
  numbers.setUint8(0, 1);
  numbers.setUint16(1, size, true);
  numbers.setUint16(3, ~size, true);
  numbers.setInt32(5, crcOf(bytes), true);
  numbers.setUint32(9, size, true);
  const [block, checks] = [numbers.buffer.slice(0, 5), numbers.buffer.slice(5)];
  return [new Uint8Array([31, 139, 8, 0, 0, 0, 0, 0, 0, 255]), block, bytes, checks];
};

/** The whole chunk at once, without waiting; undefined when it is larger than a page's last request may be. */
export const lastBodyOf = (chunk: OpenChunk): Blob | undefined => {
  const { events, ahead } = chunk;
  const rest = `${
    ahead
      ? events
          .slice(ahead.count)
          .map((event) => `,${event}`)
          .join('')
      : startOf(chunk) + events
  }${endOf(chunk)}`;
  // Most characters of a recording are one byte, none is less.
  if (rest.length > LAST_BYTES) return undefined;
  const body = new Blob(ahead ? [ahead.zipped, ...storedMember(new TextEncoder().encode(rest))] : [rest]);
  return body.size > LAST_BYTES ? undefined : body;
};
