import type { BatchKey } from './batch-key.ts';
import { type HashSeed, hashKey } from './seen-hash.ts';

/** What is remembered of a batch: enough to repeat its ack. */
export interface SeenBatch {
  accepted: number;
  rejections: Uint8Array;
}

/** Four words of key, accepted + 1 (0 means empty), place in the heap + 1 (0 means no rejections). */
export const SLOT_WORDS = 6;
const MAX_LOAD = 0.67;
const MAX_HEAP_BYTES = 8_388_608;
const NO_REJECTIONS = new Uint8Array(0);

/** Open addressing with linear probing over one typed array: 24 bytes a slot, nothing for the garbage collector. */
export function createSeenTable(bits: number, seed: HashSeed) {
  const slots = new Uint32Array(2 ** bits * SLOT_WORDS);
  const mask = 2 ** bits - 1;
  let heap = Buffer.alloc(4_096);
  let heapBytes = 0;
  let count = 0;

  /** The word where the key is, or where it would go. */
  function place(key: BatchKey): number {
    let slot = hashKey(key, seed.a) >>> (32 - bits);
    for (;;) {
      const at = slot * SLOT_WORDS;
      if (slots[at + 4] === 0) return at;
      if (slots[at] === key[0] && slots[at + 1] === key[1] && slots[at + 2] === key[2] && slots[at + 3] === key[3])
        return at;
      slot = (slot + 1) & mask;
    }
  }

  function keep(rejections: Uint8Array): number {
    if (rejections.length === 0) return 0;
    const need = heapBytes + 2 + rejections.length;
    if (need > heap.length) heap = Buffer.concat([heap], Math.max(need, heap.length * 2));
    const at = heapBytes;
    heap.writeUInt16LE(rejections.length, at);
    heap.set(rejections, at + 2);
    heapBytes = need;
    return at + 1;
  }

  return {
    bits,
    seed,
    slots,
    get count() {
      return count;
    },
    get heap() {
      return heap.subarray(0, heapBytes);
    },
    /** A full table still answers; it should be replaced before it takes more. */
    get full() {
      return count >= mask * MAX_LOAD || heapBytes >= MAX_HEAP_BYTES;
    },
    find(key: BatchKey): SeenBatch | undefined {
      const at = place(key);
      const accepted = slots[at + 4] ?? 0;
      if (accepted === 0) return undefined;
      const kept = slots[at + 5] ?? 0;
      const rejections = kept === 0 ? NO_REJECTIONS : heap.subarray(kept + 1, kept + 1 + heap.readUInt16LE(kept - 1));
      return { accepted: accepted - 1, rejections };
    },
    add(key: BatchKey, { accepted, rejections }: SeenBatch): void {
      const at = place(key);
      if (slots[at + 4] !== 0) return;
      slots.set(key, at);
      slots[at + 4] = accepted + 1;
      slots[at + 5] = keep(rejections);
      count += 1;
    },
  };
}

export type SeenTable = ReturnType<typeof createSeenTable>;
