import { MAX_WAIT_MS } from '../delivery/index.ts';

/** These bytes will never be taken. */
export const REFUSED = /400|405|413|415|422/;
/** This page's key, origin or address is not served here. */
export const CLOSED = /401|403|404|410/;
/** This project will never be served again. */
export const GONE = 410;

/** What `Retry-After` asks for, in seconds or as a date; nonsense is no delay. A server that asks for longer than an hour is not believed. */
export const waitMs = (retryAfter: string | null | undefined): number => {
  const wait = Number(retryAfter) * 1_000 || Date.parse(retryAfter ?? '') - Date.now() || 0;
  return Math.min(Math.max(wait, 0), MAX_WAIT_MS);
};
