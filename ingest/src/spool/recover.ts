import { open, stat, truncate } from 'node:fs/promises';
import { failpoint } from '../failpoint.ts';
import type { Logger } from '../log.ts';
import type { Checkpoint } from './checkpoint.ts';
import { segmentPath } from './files.ts';
import type { Frame } from './frame.ts';
import type { Quarantine } from './quarantine.ts';
import { scanFrames } from './scan.ts';
import type { Seen } from './seen.ts';
import type { Segments } from './segments.ts';
import { addExtent, createSpoolBlock, type SpoolBlock } from './spool-block.ts';

/** A segment ends within one block of its limit; anything much larger was put there by somebody else. */
const MAX_SEGMENT_BYTES = 268_435_456;

export interface RecoverOptions {
  dir: string;
  log: Logger;
  /** The segments on disk, oldest first. */
  numbers: readonly number[];
  checkpoint: Checkpoint;
  seen: Seen;
  segments: Segments;
  quarantine: Quarantine;
}

export interface Recovered {
  /** Blocks to reconcile, oldest first. */
  blocks: SpoolBlock[];
  highestBlock: bigint;
}

/** Reads what the earlier life left behind. Whatever is damaged is set aside, counted and logged; nothing stops the start. */
export async function recover({
  dir,
  log,
  numbers,
  checkpoint,
  seen,
  segments,
  quarantine,
}: RecoverOptions): Promise<Recovered> {
  const blocks = new Map<bigint, SpoolBlock>();
  const taken = new Set<string>();
  let scratch = Buffer.alloc(0);
  let highestBlock = checkpoint.highestBlock;

  function take(segment: number, frame: Frame, damaged: boolean): void {
    if (frame.blockId > highestBlock) highestBlock = frame.blockId;
    // A disk that writes one page in two places makes two frames of one.
    const id = frame.key.join();
    if (taken.has(id)) return;
    taken.add(id);
    seen.add(frame.key, frame);
    segments.get(segment).records.add(frame.key, frame);
    let block = blocks.get(frame.blockId);
    if (block === undefined) {
      const { blockId: number, kind, appendedAtMs: openedAtMs } = frame;
      block = createSpoolBlock({ number, kind, segment, openedAtMs, unclean: true });
      blocks.set(number, block);
      segments.addBlock(block);
    }
    block.damaged ||= damaged;
    addExtent(block, frame);
  }

  /** One buffer serves all segments, one after the other. */
  async function readWhole(path: string, size: number): Promise<Buffer> {
    if (scratch.length < size) scratch = Buffer.allocUnsafeSlow(size);
    const file = await open(path, 'r');
    try {
      // What was written before a kill may not be on the disk yet, and its repeats are acknowledged from now on.
      await file.datasync();
      const { bytesRead } = await file.read(scratch, 0, size, 0);
      return scratch.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  }

  async function readSegment(number: number, isLast: boolean): Promise<void> {
    const path = segmentPath(dir, number);
    const { size } = await stat(path);
    if (size > MAX_SEGMENT_BYTES) throw new Error(`Larger than a segment can be: ${size} bytes`);
    const whole = await readWhole(path, size);
    const bytes = whole.subarray(0, checkpoint.voidFrom(number) ?? whole.length);
    const { frames, bad, intactEnd } = scanFrames(bytes, number);
    segments.grow(number, intactEnd);
    const torn = intactEnd < bytes.length;
    if (torn && !isLast) bad.push({ start: intactEnd, end: bytes.length });
    for (const frame of frames) take(number, frame, bad.length > 0);
    for (const { start, end } of bad) await quarantine.keep(number, start, bytes.subarray(start, end));
    if (intactEnd < whole.length) await truncate(path, intactEnd);
    failpoint('mid-recovery');
  }

  let isComplete = true;
  for (const number of numbers) {
    try {
      await readSegment(number, number === numbers.at(-1));
    } catch (error) {
      isComplete = false;
      log.error({ err: error, segment: number }, 'A segment cannot be read; it stays where it is');
    }
  }
  const unconfirmed: SpoolBlock[] = [];
  for (const block of blocks.values()) {
    if (checkpoint.isDone(block.id)) segments.get(block.segment).open -= 1;
    else unconfirmed.push(block);
  }
  await checkpoint.settle({ blockIds: new Set([...blocks.values()].map(({ id }) => id)), isComplete });
  return { blocks: unconfirmed, highestBlock };
}
