import { type FileHandle, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { type BatchKey, readKey, writeKey } from './batch-key.ts';
import { syncFolder } from './files.ts';
import type { SeenBatch } from './seen-table.ts';

/** crc u32 · accepted u32 · rejection bytes u32 · key, then the rejections. */
const RECORD_BYTES = 28;
const LOG_NAME = /^batches-(\d{1,15})\.log$/;

function seenLogName(number: number): string {
  return `batches-${String(number).padStart(12, '0')}.log`;
}

export function seenLogNumber(name: string): number | undefined {
  const match = LOG_NAME.exec(name);
  return match === null ? undefined : Number(match[1]);
}

const FIRST_BYTES = 4_096;

/** Records on their way to the log, encoded as they come: 28 bytes for most batches, and nothing to look up later. */
export function createSeenRecords() {
  let bytes = Buffer.allocUnsafe(0);
  let used = 0;
  return {
    add(key: BatchKey, { accepted, rejections }: SeenBatch): void {
      const end = used + RECORD_BYTES + rejections.length;
      if (end > bytes.length) {
        const larger = Buffer.allocUnsafe(Math.max(FIRST_BYTES, end, bytes.length * 2));
        bytes.copy(larger, 0, 0, used);
        bytes = larger;
      }
      bytes.writeUInt32LE(accepted, used + 4);
      bytes.writeUInt32LE(rejections.length, used + 8);
      writeKey(bytes, used + 12, key);
      bytes.set(rejections, used + RECORD_BYTES);
      bytes.writeUInt32LE(crc32(bytes.subarray(used + 4, end)), used);
      used = end;
    },
    all: (): Buffer => bytes.subarray(0, used),
  };
}

export type SeenRecords = ReturnType<typeof createSeenRecords>;

/** Reads every intact record; after a broken one it goes on at the next byte that begins an intact one. */
export function* decodeSeen(bytes: Buffer): Generator<{ key: BatchKey; batch: SeenBatch }> {
  let at = 0;
  while (at + RECORD_BYTES <= bytes.length) {
    const end = at + RECORD_BYTES + bytes.readUInt32LE(at + 8);
    if (end > bytes.length || crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32LE(at)) {
      at += 1;
      continue;
    }
    const key = readKey(bytes, at + 12);
    yield { key, batch: { accepted: bytes.readUInt32LE(at + 4), rejections: bytes.subarray(at + RECORD_BYTES, end) } };
    at = end;
  }
}

/** An append log that starts a new file whenever a write failed. */
export function createSeenLog(dir: string, first: number) {
  let number = first;
  let file: { number: number; handle: FileHandle } | undefined;
  let last: Promise<void> = Promise.resolve();

  async function handleFor(wanted: number): Promise<FileHandle> {
    if (file?.number === wanted) return file.handle;
    await file?.handle.close().catch(() => undefined);
    file = undefined;
    const handle = await open(join(dir, seenLogName(wanted)), 'a', 0o600);
    file = { number: wanted, handle };
    await syncFolder(dir);
    return handle;
  }

  async function write(records: Buffer): Promise<void> {
    try {
      const handle = await handleFor(number);
      await handle.appendFile(records);
      await handle.datasync();
    } catch (error) {
      number += 1;
      throw error;
    }
  }

  return {
    nameOf: seenLogName,
    get number() {
      return number;
    },
    /** Settles when the records are on disk. */
    append(records: Buffer): Promise<void> {
      const written = last.then(() => write(records));
      last = written.catch(() => undefined);
      return written;
    },
    /** What comes next goes to a new file; returns the number of the ended one. */
    rotate(): number {
      number += 1;
      return number - 1;
    },
    async remove(ended: number): Promise<void> {
      await last;
      await unlink(join(dir, seenLogName(ended))).catch(() => undefined);
    },
    async close(): Promise<void> {
      await last;
      await file?.handle.close();
      file = undefined;
    },
  };
}
