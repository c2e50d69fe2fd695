import { FRAME_HEAD_BYTES, type FrameHead, writeFrame } from './frame.ts';
import { type FrameText, roomForText } from './frame-text.ts';
import type { SpoolBlock } from './spool-block.ts';

/** Frames of one block that follow each other. */
export interface Span {
  block: SpoolBlock;
  start: number;
  end: number;
  rows: number;
}

/** Frames of one segment that become durable together: one write, one fsync. */
export interface Group {
  readonly segment: number;
  /** Where its first frame lies in the segment. */
  readonly position: number;
  readonly chunks: { buffer: Buffer; used: number }[];
  readonly spans: Span[];
  bytes: number;
  readonly durable: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

const CHUNK_BYTES = 1_048_576;
/** Chunks kept for the next groups, so that a steady load allocates nothing. */
const MAX_SPARE_CHUNKS = 8;
const spare: Buffer[] = [];

export function createGroup(segment: number, position: number): Group {
  let resolve: () => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const durable = new Promise<void>((onDurable, onFailure) => {
    resolve = onDurable;
    reject = onFailure;
  });
  // A failure must not end the process when nobody happens to wait.
  durable.catch(() => undefined);
  return { segment, position, chunks: [], spans: [], bytes: 0, durable, resolve, reject };
}

function chunkWithRoom(group: Group, room: number): { buffer: Buffer; used: number } {
  const last = group.chunks[group.chunks.length - 1];
  if (last !== undefined && last.used + room <= last.buffer.length) return last;
  const buffer =
    room > CHUNK_BYTES ? Buffer.allocUnsafeSlow(room) : (spare.pop() ?? Buffer.allocUnsafeSlow(CHUNK_BYTES));
  const chunk = { buffer, used: 0 };
  group.chunks.push(chunk);
  return chunk;
}

/** Serialises a frame at the end of the group; returns its length. */
export function addFrame(group: Group, head: FrameHead, text: FrameText): number {
  const chunk = chunkWithRoom(group, FRAME_HEAD_BYTES + head.rejections.length + roomForText(text));
  const end = writeFrame(chunk.buffer, chunk.used, head, text, group.segment);
  const bytes = end - chunk.used;
  chunk.used = end;
  return bytes;
}

export function addSpan(group: Group, span: Span): void {
  const last = group.spans[group.spans.length - 1];
  if (last !== undefined && last.block === span.block && last.end === span.start) {
    last.end = span.end;
    last.rows += span.rows;
  } else {
    group.spans.push(span);
  }
}

export function recycle(group: Group): void {
  for (const { buffer } of group.chunks) {
    if (buffer.length === CHUNK_BYTES && spare.length < MAX_SPARE_CHUNKS) spare.push(buffer);
  }
}
