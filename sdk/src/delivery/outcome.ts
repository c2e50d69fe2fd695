/** A server that asks for longer is not believed. */
const MAX_RETRY_AFTER_MS = 3_600_000;
const REFUSED = /^4(00|05|13|15|22)$/;
const NOT_OURS = /^40[134]$/;

/** What became of one send, decided here and nowhere else. */
export type Outcome =
  | { kind: 'acked'; accepted: number; rejected: number }
  | { kind: 'split' | 'paused' | 'stopped' }
  /** `answered`: somebody was there, and it was not the network. */
  | { kind: 'retry'; answered: boolean; afterMs: number };

export interface Answer {
  status: number;
  text: string;
  retryAfter: string | null;
}

/** Success is an answer that names our batch: captive portals and proxies say 200 too. */
export const judge = ({ status, text, retryAfter }: Answer, id: string): Outcome => {
  const answer = parse(text);
  if (status < 300 && answer?.ok && answer.batch_id === id)
    return { kind: 'acked', accepted: answer.accepted, rejected: answer.rejected?.length ?? 0 };
  // Other refusals count only from our own server, which always names a code; size is also judged by proxies.
  if (status === 413 || answer?.error?.code) {
    if (REFUSED.test(`${status}`)) return { kind: 'split' };
    if (NOT_OURS.test(`${status}`)) return { kind: 'paused' };
    if (status === 410) return { kind: 'stopped' };
  }
  return { kind: 'retry', answered: true, afterMs: delayOf(retryAfter) };
};

const parse = (text: string) => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Seconds or a date; nonsense is no delay. */
const delayOf = (header: string | null): number => {
  const delay = header ? Number(header) * 1000 : 0;
  const wait = Number.isNaN(delay) ? Date.parse(header as string) - Date.now() : delay;
  return Math.min(Math.max(wait || 0, 0), MAX_RETRY_AFTER_MS);
};
