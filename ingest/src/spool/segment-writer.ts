import { type FileHandle, open } from 'node:fs/promises';
import { failpoint } from '../failpoint.ts';
import { segmentPath, syncData, syncFolder, writeFully } from './files.ts';

/** More than one page, so that the probe reaches blocks of its own. */
const PROBE_BYTES = 8_192;

/** The one segment that is being written. */
export interface SegmentWriter {
  readonly number: number;
  /** Everything before this offset survived its fsync. */
  readonly durableBytes: number;
  write(buffers: readonly Buffer[], position: number): Promise<void>;
  sync(bytes: number): Promise<void>;
  close(): Promise<void>;
  /** After a failure: tries to take back what was not made durable. */
  abandon(): Promise<void>;
}

/** `probe` writes, syncs and takes back, to see whether the disk works again before anything is promised. */
export async function createSegment(dir: string, number: number, probe: boolean): Promise<SegmentWriter> {
  const file: FileHandle = await open(segmentPath(dir, number), 'wx', 0o600);
  let durableBytes = 0;
  try {
    if (probe) {
      await file.write(Buffer.alloc(PROBE_BYTES), 0, PROBE_BYTES, 0);
      await file.sync();
      await file.truncate(0);
    }
    await file.sync();
    failpoint('mid-rotate');
    await syncFolder(dir);
  } catch (error) {
    await file.close();
    throw error;
  }
  return {
    number,
    get durableBytes() {
      return durableBytes;
    },
    write: (buffers, position) => writeFully(file.fd, buffers, position),
    async sync(bytes) {
      await syncData(file.fd);
      durableBytes = bytes;
    },
    close: () => file.close(),
    async abandon() {
      try {
        await file.truncate(durableBytes);
        await file.sync();
      } catch {
        // The disk is failing; the void mark in the checkpoint is what counts.
      }
      await file.close().catch(() => undefined);
    },
  };
}
