import { HttpError } from '../errors.ts';
import { createRecent } from '../recent.ts';
import { networkOf } from './network.ts';

/** About 10 MB when full; the addresses seen longest ago are forgotten first, which can only help a client. */
const REMEMBERED_ADDRESSES = 25_000;
const MINUTE_MS = 60_000;

interface Bucket {
  tokens: number;
  filledAtMs: number;
}

export interface RateLimit {
  /** Takes one token of this address or throws `RATE_LIMITED`. */
  take(address: string): void;
}

/** A token bucket for each address: `perMinute` at once, refilled evenly. 0 switches it off. */
export function createRateLimit(perMinute: number, now: () => number): RateLimit {
  if (perMinute === 0) return { take: () => {} };
  const buckets = createRecent<string, Bucket>(REMEMBERED_ADDRESSES);
  const tokensPerMs = perMinute / MINUTE_MS;

  return {
    take(address) {
      const key = networkOf(address, 4);
      const nowMs = now();
      let bucket = buckets.get(key);
      if (bucket === undefined) {
        bucket = { tokens: perMinute, filledAtMs: nowMs };
        buckets.set(key, bucket);
      } else {
        const elapsedMs = Math.max(0, nowMs - bucket.filledAtMs);
        bucket.tokens = Math.min(perMinute, bucket.tokens + elapsedMs * tokensPerMs);
        bucket.filledAtMs = nowMs;
      }
      if (bucket.tokens < 1) {
        const waitMs = (1 - bucket.tokens) / tokensPerMs;
        throw new HttpError('RATE_LIMITED', { retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) });
      }
      bucket.tokens -= 1;
    },
  };
}
