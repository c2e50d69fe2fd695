import type { Answer } from '../delivery/index.ts';
import type { SdkConfig } from '../wire.ts';
import { CLOSED, GONE, REFUSED, waitMs } from './refusals.ts';

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
  return { verdict: refused ? 'split' : 'busy', afterMs: waitMs(retryAfter) };
};
