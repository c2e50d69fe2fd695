import { createBuckets } from '../buckets.ts';
import { HttpError } from '../errors.ts';
import { networkOf } from './network.ts';

/** About 10 MB when full; the addresses seen longest ago are forgotten first, which can only help a client. */
const REMEMBERED_ADDRESSES = 25_000;

export interface RateLimit {
  /** Takes one token of this address or throws `RATE_LIMITED`. */
  take(address: string): void;
}

/** A token bucket for each address: `perMinute` at once, refilled evenly. 0 switches it off. */
export function createRateLimit(perMinute: number, now: () => number): RateLimit {
  if (perMinute === 0) return { take: () => {} };
  const take = createBuckets(REMEMBERED_ADDRESSES, now);
  return {
    take(address) {
      const retryAfterSeconds = take(networkOf(address, 4), perMinute);
      if (retryAfterSeconds !== undefined) throw new HttpError('RATE_LIMITED', { retryAfterSeconds });
    },
  };
}
