import { rm } from 'node:fs/promises';
import { failpoint } from '../failpoint.ts';
import type { Logger } from '../log.ts';
import type { Checkpoint } from './checkpoint.ts';
import { segmentPath, syncFolder } from './files.ts';
import type { Seen } from './seen.ts';
import type { Segment, Segments } from './segments.ts';

export interface RetireOptions {
  dir: string;
  log: Logger;
  segments: Segments;
  seen: Seen;
  checkpoint: Checkpoint;
  currentSegment: () => number;
}

/** Deletes segments of which every block is confirmed. Their batch ids are on disk elsewhere before. */
export function createRetirement({ dir, log, segments, seen, checkpoint, currentSegment }: RetireOptions) {
  let running: Promise<void> | undefined;
  let isWanted = false;
  let isRunning = false;

  async function retire(segment: Segment): Promise<void> {
    await seen.persist(segment.records);
    await checkpoint.retire(segment.number);
    failpoint('mid-delete');
    // Where the disk failed before the first frame there may be no file.
    await rm(segmentPath(dir, segment.number), { force: true });
    await syncFolder(dir);
    checkpoint.forget(segment.number, segment.blockIds);
    segments.remove(segment);
  }

  async function run(): Promise<void> {
    isRunning = true;
    while (isWanted) {
      isWanted = false;
      for (const segment of segments.finished(currentSegment())) {
        try {
          await retire(segment);
        } catch (error) {
          log.error({ err: error, segment: segment.number }, 'A finished segment cannot be deleted yet');
        }
      }
    }
    isRunning = false;
  }

  return {
    /** Looks for segments to delete, now or once the look that is going on has ended. */
    look(): void {
      isWanted = true;
      if (!isRunning) running = run();
    },
    async settled(): Promise<void> {
      await running;
    },
  };
}
