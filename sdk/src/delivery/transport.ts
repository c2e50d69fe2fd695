import type { Outcome } from './outcome.ts';
import { judge } from './outcome.ts';
import type { Parcel } from './parcel.ts';
import { bodyOf } from './parcel.ts';

/** Of the browser's 64 KiB per document; the rest stays the host page's. */
const KEEPALIVE_BYTES = 49_152;
/** What the smallest request counts for: no more than twelve at once. */
const MIN_SHARE_BYTES = KEEPALIVE_BYTES / 12;
const TIMEOUT_MS = 30_000;
/** Below this gzip saves less than it costs. */
const MIN_ZIPPED = 1_024;

const PLAIN = { type: 'text/plain' };

/**
 * Sends one batch. `last` means that the page may be gone after this task: nothing asynchronous comes before the
 * request then, and what does not fit the keepalive budget stays where it is (undefined).
 */
export type Transport = (parcel: Parcel, last?: boolean) => Promise<Outcome | undefined>;

export const createTransport = (endpoint: string): Transport => {
  /** The ledger: what is under way. The browser counts it until the answer's body has ended, so we do too. */
  let taken = 0;
  return async (parcel, last) => {
    let share = 0;
    try {
      parcel.body ??= bodyOf(parcel);
      let body = new Blob([parcel.body], PLAIN);
      if (!last && body.size > MIN_ZIPPED) body = await zip(body).catch(() => body);
      share = Math.max(body.size, MIN_SHARE_BYTES);
      parcel.safe = taken + share <= KEEPALIVE_BYTES;
      if (!parcel.safe) {
        share = 0;
        if (last) return undefined;
      }
      taken += share;
      const answer = await fetch(`${endpoint}?t=${Date.now()}`, {
        method: 'POST',
        body,
        keepalive: parcel.safe,
        credentials: 'omit',
        signal: AbortSignal.timeout?.(TIMEOUT_MS) ?? null,
      });
      return judge(parcel.id, answer.status, await answer.text(), answer.headers.get('retry-after'));
    } catch {
      return { verdict: 'lost' };
    } finally {
      parcel.safe = false;
      taken -= share;
    }
  };
};

/** As a blob with a plain type: `text/plain` needs no preflight, and the server knows gzip by its first bytes. */
const zip = async (body: Blob): Promise<Blob> =>
  new Blob([await new Response(body.stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer()], PLAIN);
