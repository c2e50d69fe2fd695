import { EVENT_ERROR_CODES, type EventErrorCode, type RejectedEvent } from '../contract/index.ts';

/** One rejected event on disk: its index in the batch, and the position of its code in the contract's list. */
const BYTES_EACH = 3;
const NOTHING = new Uint8Array(0);

/**
 * What an ack needs to be repeated. The event ids are left out: whoever repeats a batch sends the same bytes,
 * and with them the ids.
 */
export function encodeRejections(rejected: readonly RejectedEvent[]): Uint8Array {
  if (rejected.length === 0) return NOTHING;
  const bytes = new Uint8Array(rejected.length * BYTES_EACH);
  rejected.forEach(({ index, code }, n) => {
    bytes[n * BYTES_EACH] = index & 0xff;
    bytes[n * BYTES_EACH + 1] = index >>> 8;
    bytes[n * BYTES_EACH + 2] = EVENT_ERROR_CODES.indexOf(code);
  });
  return bytes;
}

export function decodeRejections(bytes: Uint8Array): RejectedEvent[] {
  const rejected: RejectedEvent[] = [];
  for (let at = 0; at + BYTES_EACH <= bytes.length; at += BYTES_EACH) {
    const index = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
    // A newer server's code, met after a downgrade.
    const code: EventErrorCode = EVENT_ERROR_CODES[bytes[at + 2] ?? 0] ?? 'INVALID_EVENT';
    rejected.push({ index, event_id: null, code });
  }
  return rejected;
}
