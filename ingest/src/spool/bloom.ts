import type { BatchKey } from './batch-key.ts';
import { type HashSeed, hashKey } from './seen-hash.ts';

/** 12 bits and 6 probes a key: 0.3 % of the keys that are not there look as if they were. */
const BITS_A_KEY = 12;
const PROBES = 6;
const MIN_BYTES = 1_024;

/** Tells without touching the disk that a key is certainly not in a run. */
export interface Bloom {
  readonly bits: Uint8Array;
  add(key: BatchKey): void;
  mightHave(key: BatchKey): boolean;
}

/** The size for so many keys, a power of two. */
export function bloomBytes(keys: number): number {
  return Math.max(MIN_BYTES, 2 ** Math.ceil(Math.log2((keys * BITS_A_KEY) / 8)));
}

export function createBloom(bits: Uint8Array, seed: HashSeed): Bloom {
  const mask = bits.length * 8 - 1;
  return {
    bits,
    add(key) {
      const step = hashKey(key, seed.b) | 1;
      let at = hashKey(key, seed.a);
      for (let probe = 0; probe < PROBES; probe++, at = (at + step) >>> 0) {
        const bit = at & mask;
        bits[bit >>> 3] = (bits[bit >>> 3] ?? 0) | (1 << (bit & 7));
      }
    },
    mightHave(key) {
      const step = hashKey(key, seed.b) | 1;
      let at = hashKey(key, seed.a);
      for (let probe = 0; probe < PROBES; probe++, at = (at + step) >>> 0) {
        const bit = at & mask;
        if (((bits[bit >>> 3] ?? 0) & (1 << (bit & 7))) === 0) return false;
      }
      return true;
    },
  };
}
