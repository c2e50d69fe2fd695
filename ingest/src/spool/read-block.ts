import { open } from 'node:fs/promises';
import { segmentPath } from './files.ts';
import { frameEnd, readFrame } from './frame.ts';
import type { SpoolBlock } from './spool-block.ts';

async function readExact(dir: string, block: SpoolBlock, target: Buffer): Promise<void> {
  const file = await open(segmentPath(dir, block.segment), 'r');
  try {
    let at = 0;
    for (let n = 0; n < block.extents.length; n += 2) {
      const start = block.extents[n] ?? 0;
      const length = (block.extents[n + 1] ?? 0) - start;
      const { bytesRead } = await file.read(target, at, length, start);
      if (bytesRead < length) target.fill(0, at + bytesRead, at + length);
      at += length;
    }
  } finally {
    await file.close();
  }
}

/**
 * A block's rows, one a line, in one buffer: frames are read at once and their heads squeezed out in place.
 * A frame that was damaged since it was written is left out; `onDamaged` hears of it.
 */
export async function readBlock(dir: string, block: SpoolBlock, onDamaged: (bytes: number) => void): Promise<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(block.bytes);
  await readExact(dir, block, buffer);
  let written = 0;
  let at = 0;
  while (at < buffer.length) {
    const end = frameEnd(buffer, at, block.segment);
    const frame = end === undefined ? undefined : readFrame(buffer, at, end);
    if (frame === undefined) {
      onDamaged(buffer.length - at);
      break;
    }
    buffer.copyWithin(written, frame.rowsAt, frame.end);
    written += frame.end - frame.rowsAt;
    at = frame.end;
  }
  return buffer.subarray(0, written);
}
