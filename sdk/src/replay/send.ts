import { CLOSED, GONE, REFUSED, waitMs } from '../courier/refusals.ts';

/** What became of one send. `refused`: these bytes will never be taken; `paused`: this page is not served; `gone`: nobody's is. */
export type Sent = 'acked' | 'refused' | 'paused' | 'gone' | { againInMs: number };

const TIMEOUT_MS = 30_000;
const PLAIN = { type: 'text/plain' };
/** What may be under way when the page ends, of the browser's 64 KiB, beside the events' share. */
export const LAST_BYTES = 14_000;

export const zip = async (text: string): Promise<ArrayBuffer> =>
  new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();

/** Sends a chunk. With `isLast` only if it outlives the page. Success is an answer that names the chunk. */
export type SendChunk = (id: string, body: BlobPart, isLast?: boolean) => Promise<Sent>;

export const createSend = (host: string): SendChunk => {
  /** The browser counts what is under way until the answer's body has ended, so we do too. */
  let taken = 0;
  return async (id, body, isLast) => {
    const blob = new Blob([body], PLAIN);
    const isSafe = taken + blob.size <= LAST_BYTES;
    if (isLast && !isSafe) return { againInMs: 0 };
    const share = isSafe ? blob.size : 0;
    taken += share;
    try {
      const answer = await fetch(`${host}/v1/replay?t=${Date.now()}`, {
        method: 'POST',
        body: blob,
        keepalive: isSafe,
        credentials: 'omit',
        // Events go first.
        priority: 'low',
        signal: AbortSignal.timeout?.(TIMEOUT_MS) ?? null,
      });
      const { ok, chunk_id, error } = await answer.json();
      if (ok && chunk_id === id) return 'acked';
      if (error.code && REFUSED.test(`${answer.status}`)) return 'refused';
      if (error.code && CLOSED.test(`${answer.status}`)) return answer.status === GONE ? 'gone' : 'paused';
      return { againInMs: waitMs(answer.headers.get('retry-after')) };
    } catch {
      return { againInMs: 0 };
    } finally {
      taken -= share;
    }
  };
};
