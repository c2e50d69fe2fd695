import { randomBytes } from 'node:crypto';
import type { BatchKey } from './batch-key.ts';

/** Secret, because batch ids are chosen by clients: nobody can aim at one slot of a table. */
export interface HashSeed {
  readonly a: number;
  readonly b: number;
}

export function randomSeed(): HashSeed {
  const bytes = randomBytes(8);
  return { a: bytes.readUInt32LE(0), b: bytes.readUInt32LE(4) };
}

/** Murmur's finisher over each word in turn; 32 bits, spread evenly enough that its high bits pick the slot. */
export function hashKey(key: BatchKey, seed: number): number {
  let hash = seed;
  for (let word = 0; word < 4; word++) {
    hash = Math.imul(hash ^ (key[word] ?? 0), 0x85ebca6b);
    hash ^= hash >>> 13;
    hash = Math.imul(hash, 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}
