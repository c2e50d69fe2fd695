import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import type { BatchKey } from './batch-key.ts';
import { type Bloom, bloomBytes, createBloom } from './bloom.ts';
import { replaceFile } from './files.ts';
import { type HashSeed, hashKey } from './seen-hash.ts';
import { createSeenTable, type SeenBatch, type SeenTable, SLOT_WORDS } from './seen-table.ts';

/**
 * A full table as a file: head, slots, rejections, Bloom filter. The slots lie as they lay in memory, so a lookup is one read at the
 * place that the hash names; nothing is sorted, and only the filter stays in memory.
 */
const HEAD_BYTES = 4_096;
const MARK = Buffer.from('TRODRUN1');
const CHECKED_BYTES = 40;
const SLOT_BYTES = SLOT_WORDS * 4;
/** Long enough for nearly every chain of collisions at two thirds full. */
const SLOTS_A_READ = 64;
const MIN_BITS = 10;
const TARGET_LOAD = 0.6;
/** Copying a full table at once would hold up every request for a tenth of a second. */
const SLOTS_A_TURN = 16_384;
const RUN_NAME = /^batches-(\d{1,15})\.run$/;
const NO_REJECTIONS = new Uint8Array(0);

export interface SeenRun {
  readonly number: number;
  readonly newestAtMs: number;
  readonly count: number;
  readonly bytes: number;
  readonly filterBytes: number;
  mightHave(key: BatchKey): boolean;
  find(key: BatchKey): Promise<SeenBatch | undefined>;
  close(): Promise<void>;
}

export function seenRunName(number: number): string {
  return `batches-${String(number).padStart(12, '0')}.run`;
}

export function seenRunNumber(name: string): number | undefined {
  const match = RUN_NAME.exec(name);
  return match === null ? undefined : Number(match[1]);
}

function keyAt(slots: Uint32Array, at: number): BatchKey {
  return slots.subarray(at, at + 4);
}

/** A table no larger than its keys need, and the filter over them. */
async function compact(table: SeenTable): Promise<{ table: SeenTable; bloom: Bloom }> {
  const bits = Math.max(MIN_BITS, Math.ceil(Math.log2(table.count / TARGET_LOAD + 1)));
  const smaller = bits < table.bits ? createSeenTable(bits, table.seed) : undefined;
  const bloom = createBloom(new Uint8Array(bloomBytes(table.count)), table.seed);
  for (let slot = 0; slot < 2 ** table.bits; slot++) {
    if (slot % SLOTS_A_TURN === SLOTS_A_TURN - 1) await nextTurn();
    const at = slot * SLOT_WORDS;
    if (table.slots[at + 4] === 0) continue;
    const key = keyAt(table.slots, at);
    bloom.add(key);
    const batch = smaller && table.find(key);
    if (batch !== undefined) smaller?.add(key, batch);
  }
  return { table: smaller ?? table, bloom };
}

/** Writes a table that takes no more, durably, and opens it. */
export async function writeSeenRun(dir: string, number: number, full: SeenTable): Promise<SeenRun> {
  const { table, bloom } = await compact(full);
  const { heap, slots, seed } = table;
  const head = Buffer.alloc(HEAD_BYTES);
  MARK.copy(head);
  head.writeUInt32LE(table.bits, 8);
  head.writeUInt32LE(seed.a, 12);
  head.writeUInt32LE(seed.b, 16);
  head.writeUInt32LE(table.count, 20);
  head.writeDoubleLE(Date.now(), 24);
  head.writeUInt32LE(heap.length, 32);
  head.writeUInt32LE(bloom.bits.length, 36);
  head.writeUInt32LE(crc32(head.subarray(0, CHECKED_BYTES)), CHECKED_BYTES);
  const slotBytes = Buffer.from(slots.buffer, slots.byteOffset, slots.byteLength);
  await replaceFile(dir, seenRunName(number), [head, slotBytes, heap, bloom.bits]);
  return openSeenRun(dir, number);
}

export async function openSeenRun(dir: string, number: number): Promise<SeenRun> {
  const file = await open(join(dir, seenRunName(number)), 'r');
  try {
    return await readRun(file, number);
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function readRun(file: FileHandle, number: number): Promise<SeenRun> {
  const head = Buffer.alloc(HEAD_BYTES);
  await file.read(head, 0, HEAD_BYTES, 0);
  const intact = crc32(head.subarray(0, CHECKED_BYTES)) === head.readUInt32LE(CHECKED_BYTES);
  if (!intact || !head.subarray(0, MARK.length).equals(MARK)) throw new Error('This is no run of batch ids');
  const bits = head.readUInt32LE(8);
  const seed: HashSeed = { a: head.readUInt32LE(12), b: head.readUInt32LE(16) };
  const heapAt = HEAD_BYTES + 2 ** bits * SLOT_BYTES;
  const bloomAt = heapAt + head.readUInt32LE(32);
  const filterBytes = head.readUInt32LE(36);
  const { size } = await file.stat();
  if (size !== bloomAt + filterBytes) throw new Error('This run of batch ids was cut');
  const filter = Buffer.allocUnsafeSlow(filterBytes);
  await file.read(filter, 0, filterBytes, bloomAt);
  const bloom = createBloom(filter, seed);

  async function rejectionsAt(place: number): Promise<Uint8Array> {
    if (place === 0) return NO_REJECTIONS;
    const length = Buffer.alloc(2);
    await file.read(length, 0, 2, heapAt + place - 1);
    const rejections = Buffer.alloc(length.readUInt16LE(0));
    await file.read(rejections, 0, rejections.length, heapAt + place + 1);
    return rejections;
  }

  async function find(key: BatchKey): Promise<SeenBatch | undefined> {
    const mask = 2 ** bits - 1;
    const some = Buffer.alloc(SLOTS_A_READ * SLOT_BYTES);
    for (let slot = hashKey(key, seed.a) >>> (32 - bits); ; ) {
      const wanted = Math.min(SLOTS_A_READ, mask + 1 - slot);
      await file.read(some, 0, wanted * SLOT_BYTES, HEAD_BYTES + slot * SLOT_BYTES);
      for (let n = 0; n < wanted; n++) {
        const accepted = some.readUInt32LE(n * SLOT_BYTES + 16);
        if (accepted === 0) return undefined;
        if (!isKey(some, n * SLOT_BYTES, key)) continue;
        return { accepted: accepted - 1, rejections: await rejectionsAt(some.readUInt32LE(n * SLOT_BYTES + 20)) };
      }
      slot = (slot + wanted) & mask;
    }
  }

  return {
    number,
    newestAtMs: head.readDoubleLE(24),
    count: head.readUInt32LE(20),
    bytes: size,
    filterBytes,
    mightHave: bloom.mightHave,
    find,
    close: () => file.close(),
  };
}

function isKey(bytes: Buffer, at: number, key: BatchKey): boolean {
  for (let word = 0; word < 4; word++) if (bytes.readUInt32LE(at + word * 4) !== key[word]) return false;
  return true;
}
