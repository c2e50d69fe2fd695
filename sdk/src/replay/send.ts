/** What became of one send. `refused`: these bytes will never be taken; `paused`: this page is not served. */
export type Sent = 'acked' | 'refused' | 'paused' | { againInMs: number };

const TIMEOUT_MS = 30_000;
const PLAIN = { type: 'text/plain' };
const REFUSED = /400|405|413|415|422/;
const PAUSED = /401|403|404|410/;
const MAX_WAIT_MS = 3_600_000;
/** What the page's end may take of the browser's 64 KiB beside the events' share. */
const LAST_BYTES = 14_000;

export const zip = async (text: string): Promise<ArrayBuffer> =>
  new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();

/** `last` means that the page may be gone after this task. Success is an answer that names the chunk. */
export const sendChunk = async (host: string, id: string, body: BlobPart, last?: boolean): Promise<Sent> => {
  try {
    const blob = new Blob([body], PLAIN);
    if (last && blob.size > LAST_BYTES) return { againInMs: 0 };
    const answer = await fetch(`${host}/v1/replay?t=${Date.now()}`, {
      method: 'POST',
      body: blob,
      keepalive: !!last,
      credentials: 'omit',
      // Events go first.
      priority: 'low',
      signal: AbortSignal.timeout?.(TIMEOUT_MS) ?? null,
    });
    const { ok, chunk_id, error } = await answer.json();
    if (ok && chunk_id === id) return 'acked';
    if (error.code && REFUSED.test(`${answer.status}`)) return 'refused';
    if (error.code && PAUSED.test(`${answer.status}`)) return 'paused';
    return { againInMs: Math.min(Number(answer.headers.get('retry-after')) * 1_000 || 0, MAX_WAIT_MS) };
  } catch {
    return { againInMs: 0 };
  }
};
