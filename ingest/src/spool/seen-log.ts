import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { BatchKey } from './batch-key.ts';
import { syncFolder } from './files.ts';
import type { SeenBatch } from './seen-table.ts';

/** crc u32 · accepted u32 · rejection bytes u16 · 2 unused · key, then the rejections. */
const RECORD_BYTES = 28;
const LOG_NAME = /^batches-(\d{1,15})\.log$/;

export function seenLogName(number: number): string {
  return `batches-${String(number).padStart(12, '0')}.log`;
}

export function seenLogNumber(name: string): number | undefined {
  const match = LOG_NAME.exec(name);
  return match === null ? undefined : Number(match[1]);
}

export function encodeSeen(key: BatchKey, { accepted, rejections }: SeenBatch): Buffer {
  const record = Buffer.alloc(RECORD_BYTES + rejections.length);
  record.writeUInt32LE(accepted, 4);
  record.writeUInt16LE(rejections.length, 8);
  for (let word = 0; word < 4; word++) record.writeUInt32LE(key[word] ?? 0, 12 + word * 4);
  record.set(rejections, RECORD_BYTES);
  record.writeUInt32LE(crc32(record.subarray(4)), 0);
  return record;
}

/** Reads every intact record; after a broken one it goes on at the next byte that begins an intact one. */
export function decodeSeen(bytes: Buffer, visit: (key: BatchKey, batch: SeenBatch) => void): void {
  let at = 0;
  while (at + RECORD_BYTES <= bytes.length) {
    const end = at + RECORD_BYTES + bytes.readUInt16LE(at + 8);
    if (end > bytes.length || crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32LE(at)) {
      at += 1;
      continue;
    }
    const key = Uint32Array.from({ length: 4 }, (_, word) => bytes.readUInt32LE(at + 12 + word * 4));
    visit(key, { accepted: bytes.readUInt32LE(at + 4), rejections: bytes.subarray(at + RECORD_BYTES, end) });
    at = end;
  }
}

/** An append log that starts a new file whenever a write failed. */
export function createSeenLog(dir: string, first: number) {
  let number = first;
  let file: FileHandle | undefined;

  async function begin(): Promise<FileHandle> {
    const begun = await open(join(dir, seenLogName(number)), 'a', 0o600);
    await syncFolder(dir);
    return begun;
  }

  async function end(): Promise<void> {
    const ended = file;
    file = undefined;
    number += 1;
    await ended?.close().catch(() => undefined);
  }

  return {
    get number() {
      return number;
    },
    /** Settles when the records are on disk. */
    async append(records: Buffer): Promise<void> {
      file ??= await begin();
      try {
        await file.appendFile(records);
        await file.datasync();
      } catch (error) {
        await end();
        throw error;
      }
    },
    /** What comes next goes to a new file; returns the number of the ended one. */
    async rotate(): Promise<number> {
      const ended = number;
      await end();
      return ended;
    },
    async close(): Promise<void> {
      await file?.close();
      file = undefined;
    },
  };
}
