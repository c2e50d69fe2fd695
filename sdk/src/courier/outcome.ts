import type { Answer } from '../delivery/index.ts';
import { MAX_WAIT_MS } from '../delivery/index.ts';
import type { SdkConfig } from '../wire.ts';

/** These bytes will never be taken: a smaller part may be. */
const REFUSED = /400|405|413|415|422/;
/** This page's key, origin or address is not served here. */
const CLOSED = /401|403|404|410/;
/** This project will never be served again. */
const GONE = 410;

/** Success is an answer that names our batch: captive portals and proxies say 200 too. */
export const acknowledged = (
  id: string,
  [text]: Answer,
): { accepted: number; rejected: number; config?: SdkConfig } | undefined => {
  try {
    const { ok, batch_id, accepted = 0, rejected = [], config } = JSON.parse(text as string);
    return ok && batch_id === id ? { accepted, rejected: rejected.length, config } : undefined;
  } catch {
    return undefined;
  }
};

/** What became of a send that was not acknowledged. `lost`: nobody answered; `busy`: somebody did. */
export interface Outcome {
  verdict: 'split' | 'paused' | 'gone' | 'busy' | 'lost';
  afterMs?: number;
}

/** Decided here and nowhere else. */
export const judge = ([text, status, retryAfter]: Answer): Outcome => {
  if (!status) return { verdict: 'lost' };
  let refused = status === 413;
  try {
    // Only our own server names a code; another one's refusal says nothing about the batch, except for its size.
    if (JSON.parse(text as string).error.code) {
      refused ||= REFUSED.test(`${status}`);
      if (CLOSED.test(`${status}`)) return { verdict: status === GONE ? 'gone' : 'paused' };
    }
  } catch {
    // Not our server's answer.
  }
  // Seconds or a date; nonsense is no delay. A server that asks for longer is not believed.
  const wait = Number(retryAfter) * 1000 || Date.parse(retryAfter ?? '') - Date.now() || 0;
  return { verdict: refused ? 'split' : 'busy', afterMs: Math.min(Math.max(wait, 0), MAX_WAIT_MS) };
};
