/** A server that asks for longer is not believed. */
const MAX_RETRY_AFTER_MS = 3_600_000;
/** These bytes will never be taken: a smaller part may be. */
const REFUSED = /400|405|413|415|422/;
/** This page's key, origin or address is not served here. */
const CLOSED = /401|403|404|410/;

/** This project will never be served again. */
const GONE = 410;

/** What became of one send, decided here and nowhere else. `lost`: nobody answered; `busy`: somebody did. */
export interface Outcome {
  verdict: 'acked' | 'split' | 'paused' | 'gone' | 'busy' | 'lost';
  accepted?: number;
  rejected?: unknown[];
  afterMs?: number;
}

/** Success is an answer that names our batch: captive portals and proxies say 200 too. */
export const judge = (id: string, status: number, text: string, retryAfter: string | null): Outcome => {
  let refused = status === 413;
  try {
    const { ok, batch_id, accepted, rejected, error } = JSON.parse(text);
    if (ok && batch_id === id) return { verdict: 'acked', accepted, rejected };
    // Only our own server names a code; another one's refusal says nothing about the batch, except for its size.
    if (error.code) {
      refused ||= REFUSED.test(`${status}`);
      if (CLOSED.test(`${status}`)) return { verdict: status === GONE ? 'gone' : 'paused' };
    }
  } catch {
    // Not our server's answer.
  }
  // Seconds or a date; nonsense is no delay.
  const wait = Number(retryAfter) * 1000 || Date.parse(retryAfter ?? '') - Date.now() || 0;
  return { verdict: refused ? 'split' : 'busy', afterMs: Math.min(Math.max(wait, 0), MAX_RETRY_AFTER_MS) };
};
