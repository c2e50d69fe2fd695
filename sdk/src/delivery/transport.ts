import type { Parcel } from './parcel.ts';
import { bodyOf } from './parcel.ts';

/** Of the browser's 64 KiB per document; the rest stays the host page's. */
const KEEPALIVE_BYTES = 49_152;
/** What the smallest request counts for: no more than twelve at once. */
const MIN_SHARE_BYTES = KEEPALIVE_BYTES / 12;
const TIMEOUT_MS = 30_000;

export const PLAIN = { type: 'text/plain' };

/** Empty when nobody answered. */
export type Answer = [text?: string, status?: number, retryAfter?: string | null];

/**
 * Sends one batch. Without `zip` the page may be gone after this task: nothing asynchronous comes before the request
 * then, and what does not fit the keepalive budget stays where it is (undefined).
 */
export type Post = (parcel: Parcel, zip?: (body: Blob) => Promise<Blob>) => Promise<Answer | undefined>;

export const createPost = (endpoint: string): Post => {
  /** The ledger: what is under way. The browser counts it until the answer's body has ended, so we do too. */
  let taken = 0;
  return async (parcel, zip) => {
    let share = 0;
    try {
      parcel.body ??= bodyOf(parcel);
      let body = new Blob([parcel.body], PLAIN);
      if (zip) body = await zip(body).catch(() => body);
      share = Math.max(body.size, MIN_SHARE_BYTES);
      parcel.safe = taken + share <= KEEPALIVE_BYTES;
      if (!parcel.safe) {
        share = 0;
        if (!zip) return undefined;
      }
      taken += share;
      const answer = await fetch(`${endpoint}?t=${Date.now()}`, {
        method: 'POST',
        body,
        keepalive: parcel.safe,
        credentials: 'omit',
        signal: AbortSignal.timeout?.(TIMEOUT_MS) ?? null,
      });
      return [await answer.text(), answer.status, answer.headers.get('retry-after')];
    } catch {
      // A page that goes away first fails what is under way, although it arrives, and then says goodbye. That must not count as
      // a failure when the last batches are to be sent: only what is still here a task later has failed.
      try {
        await new Promise<void>(setTimeout as (done: () => void) => void);
      } catch {
        // A page without timers.
      }
      return [];
    } finally {
      parcel.safe = false;
      taken -= share;
    }
  };
};
