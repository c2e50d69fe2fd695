import { unlink } from 'node:fs/promises';
import { failpoint } from '../failpoint.ts';
import type { Logger } from '../log.ts';
import type { Blocks } from './blocks.ts';
import { refusalFor, type SpoolFailedError, type SpoolFullError } from './errors.ts';
import { segmentPath } from './files.ts';
import type { FrameHead } from './frame.ts';
import type { FrameText } from './frame-text.ts';
import { addFrame, addSpan, createGroup, type Group, recycle } from './group.ts';
import { createSegment, type SegmentWriter } from './segment-writer.ts';
import type { SpoolBlock } from './spool-block.ts';

export interface CommitterOptions {
  dir: string;
  log: Logger;
  blocks: Blocks;
  /** Makes durable that a segment ends here, whatever its file may still hold. */
  voidFrom: (segment: number, offset: number) => Promise<void>;
  onSegment: (segment: number) => void;
  onWritten: (segment: number, bytes: number) => void;
}

const REOPEN_AFTER_MS = 1_000;

/**
 * Group commit: while one group is being fsynced the next one fills. A failed fsync is never taken for a success later:
 * its frames are refused, declared void, and a new segment is begun only after the disk was seen to work.
 */
export function createCommitter({ dir, log, blocks, voidFrom, onSegment, onWritten }: CommitterOptions) {
  let queue: Group[] = [];
  let waitingBytes = 0;
  let writer: SegmentWriter | undefined;
  let failure: SpoolFullError | SpoolFailedError | undefined;
  let pumping: Promise<void> | undefined;
  let reopenTimer: NodeJS.Timeout | undefined;

  function groupFor(segment: number): Group {
    const last = queue[queue.length - 1];
    if (last?.segment === segment) return last;
    const group = createGroup(segment, blocks.plan.bytes);
    queue.push(group);
    return group;
  }

  async function writerFor(segment: number): Promise<SegmentWriter> {
    if (writer?.number === segment) return writer;
    await writer?.close();
    writer = undefined;
    writer = await createSegment(dir, segment, false);
    onSegment(segment);
    return writer;
  }

  async function commit(group: Group): Promise<void> {
    failpoint('after-append');
    const target = await writerFor(group.segment);
    const buffers = group.chunks.map(({ buffer, used }) => buffer.subarray(0, used));
    await target.write(buffers, group.position);
    failpoint('before-fsync');
    await target.sync(group.position + group.bytes);
    failpoint('after-fsync');
    waitingBytes -= group.bytes;
    onWritten(group.segment, group.bytes);
    for (const span of group.spans) blocks.durable(span.block, span);
    group.resolve();
    recycle(group);
    setImmediate(failpoint, 'after-ack');
  }

  async function fail(group: Group, error: unknown): Promise<void> {
    failure = refusalFor(error);
    log.error({ err: error }, 'The spool cannot be written; batches are refused until the disk works again');
    for (const refused of [group, ...queue]) refused.reject(failure);
    queue = [];
    waitingBytes = 0;
    const broken = writer?.number === group.segment ? writer : undefined;
    const stale = writer;
    writer = undefined;
    blocks.abandonPlans();
    await (broken === undefined ? stale?.close().catch(() => undefined) : broken.abandon());
    reopenTimer = setTimeout(reopen, REOPEN_AFTER_MS, group.segment, broken?.durableBytes ?? 0).unref();
  }

  async function reopen(segment: number, durableBytes: number): Promise<void> {
    try {
      await voidFrom(segment, durableBytes);
      await unlink(segmentPath(dir, blocks.plan.number)).catch(() => undefined);
      writer = await createSegment(dir, blocks.plan.number, true);
      onSegment(blocks.plan.number);
      failure = undefined;
      log.warn('The spool can be written again');
    } catch (error) {
      log.error({ err: error }, 'The spool still cannot be written');
      reopenTimer = setTimeout(reopen, REOPEN_AFTER_MS, segment, durableBytes).unref();
    }
  }

  async function pump(): Promise<void> {
    // One turn of the event loop: what arrived together is written together.
    await new Promise(setImmediate);
    for (let group = queue.shift(); group !== undefined; group = queue.shift()) {
      try {
        await commit(group);
      } catch (error) {
        await fail(group, error);
      }
    }
    pumping = undefined;
  }

  return {
    /** Settles once the frame is durable. */
    add(block: SpoolBlock, head: FrameHead, text: FrameText): Promise<void> {
      const group = groupFor(block.segment);
      const bytes = addFrame(group, head, text);
      const start = blocks.planned(block, bytes, head.rows);
      addSpan(group, { block, start, end: start + bytes, rows: head.rows });
      group.bytes += bytes;
      waitingBytes += bytes;
      pumping ??= pump();
      return group.durable;
    },
    get waitingBytes() {
      return waitingBytes;
    },
    get failure() {
      return failure;
    },
    async close(): Promise<void> {
      await pumping;
      clearTimeout(reopenTimer);
      await writer?.close();
      writer = undefined;
    },
  };
}

export type Committer = ReturnType<typeof createCommitter>;
