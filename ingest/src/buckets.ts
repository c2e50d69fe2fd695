import { createRecent } from './recent.ts';

const MINUTE_MS = 60_000;

interface Bucket {
  tokens: number;
  filledAtMs: number;
}

/** Token buckets by name: `perMinute` at once, refilled evenly. The `size` names used last are remembered. */
export function createBuckets(size: number, now: () => number) {
  const buckets = createRecent<string, Bucket>(size);

  /** Takes one token of this name. @returns how many seconds to wait when there is none */
  return function take(name: string, perMinute: number): number | undefined {
    const tokensPerMs = perMinute / MINUTE_MS;
    // A share of a small rate may be less than one request.
    const capacity = Math.max(1, perMinute);
    const nowMs = now();
    let bucket = buckets.get(name);
    if (bucket === undefined) {
      bucket = { tokens: capacity, filledAtMs: nowMs };
      buckets.set(name, bucket);
    } else {
      const elapsedMs = Math.max(0, nowMs - bucket.filledAtMs);
      bucket.tokens = Math.min(capacity, bucket.tokens + elapsedMs * tokensPerMs);
      bucket.filledAtMs = nowMs;
    }
    if (bucket.tokens < 1) return Math.max(1, Math.ceil((1 - bucket.tokens) / tokensPerMs / 1_000));
    bucket.tokens -= 1;
    return undefined;
  };
}
