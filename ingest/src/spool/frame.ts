import { crc32 } from 'node:zlib';
import { type BatchKey, readKey, writeKey } from './batch-key.ts';
import { type FrameText, writeText } from './frame-text.ts';
import { type BlockKind, isKind } from './spool-block.ts';

/**
 * A frame is one batch: this head, the rejections of its ack, then its rows, one a line.
 *
 *     0 mark u32 · 4 crc u32 · 8 body length u32 · 12 version u8 · 13 kind u8 · 14 rejection bytes u16
 *     16 block id u64 · 24 appended at, ms f64 · 32 batch key · 48 rows u32 · 52 accepted u32 · 56 to 63 unused
 *
 * The mark is no valid UTF-8, so no row can contain one. The checksum covers everything after itself and is seeded with the segment's
 * number: a frame copied into another segment is not a frame. Mark, checksum and length keep their place in every version.
 */
export const FRAME_HEAD_BYTES = 64;
const FRAME_VERSION = 1;
export const FRAME_MARK = Buffer.from([0xff, 0x54, 0x52, 0xfe]);
const MARK = FRAME_MARK.readUInt32LE(0);
const CHECKED_FROM = 8;

export interface FrameHead {
  kind: BlockKind;
  blockId: bigint;
  appendedAtMs: number;
  key: BatchKey;
  rows: number;
  accepted: number;
  rejections: Uint8Array;
}

export interface Frame extends FrameHead {
  /** Where its first byte and the byte after its last are in the segment. */
  start: number;
  end: number;
  /** Where its rows begin. */
  rowsAt: number;
}

/** Returns where the frame ends. The caller has made room. */
export function writeFrame(target: Buffer, at: number, head: FrameHead, text: FrameText, segment: number): number {
  const body = at + FRAME_HEAD_BYTES;
  target.set(head.rejections, body);
  const rowsAt = body + head.rejections.length;
  const end = writeText(target, rowsAt, text);
  target.writeUInt32LE(MARK, at);
  target.writeUInt32LE(end - body, at + 8);
  target.writeUInt8(FRAME_VERSION, at + 12);
  target.writeUInt8(head.kind, at + 13);
  target.writeUInt16LE(head.rejections.length, at + 14);
  target.writeBigUInt64LE(head.blockId, at + 16);
  target.writeDoubleLE(head.appendedAtMs, at + 24);
  writeKey(target, at + 32, head.key);
  target.writeUInt32LE(head.rows, at + 48);
  target.writeUInt32LE(head.accepted, at + 52);
  target.fill(0, at + 56, body);
  target.writeUInt32LE(crc32(target.subarray(at + CHECKED_FROM, end), segment), at + 4);
  return end;
}

/** Where the intact frame that starts here ends, whatever its version; undefined when there is none. */
export function frameEnd(bytes: Buffer, at: number, segment: number): number | undefined {
  if (at + FRAME_HEAD_BYTES > bytes.length || bytes.readUInt32LE(at) !== MARK) return undefined;
  const end = at + FRAME_HEAD_BYTES + bytes.readUInt32LE(at + 8);
  if (end > bytes.length) return undefined;
  return crc32(bytes.subarray(at + CHECKED_FROM, end), segment) === bytes.readUInt32LE(at + 4) ? end : undefined;
}

/** Reads a frame known to be intact; undefined when this version of the server does not understand it. */
export function readFrame(bytes: Buffer, start: number, end: number): Frame | undefined {
  const kind = bytes.readUInt8(start + 13);
  const rejectionsAt = start + FRAME_HEAD_BYTES;
  const rowsAt = rejectionsAt + bytes.readUInt16LE(start + 14);
  if (bytes.readUInt8(start + 12) !== FRAME_VERSION || !isKind(kind) || rowsAt > end) return undefined;
  return {
    kind,
    blockId: bytes.readBigUInt64LE(start + 16),
    appendedAtMs: bytes.readDoubleLE(start + 24),
    key: readKey(bytes, start + 32),
    rows: bytes.readUInt32LE(start + 48),
    accepted: bytes.readUInt32LE(start + 52),
    rejections: bytes.subarray(rejectionsAt, rowsAt),
    start,
    end,
    rowsAt,
  };
}
