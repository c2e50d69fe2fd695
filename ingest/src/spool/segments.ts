import { createSeenRecords, type SeenRecords } from './seen-log.ts';
import type { SpoolBlock } from './spool-block.ts';

/** One segment file, from its first frame until it is deleted. */
export interface Segment {
  readonly number: number;
  bytes: number;
  /** Blocks that are not confirmed yet. */
  open: number;
  readonly blockIds: string[];
  /** What is remembered of its batches once it is deleted. */
  readonly records: SeenRecords;
}

/** All segments there are. */
export function createSegments() {
  const segments = new Map<number, Segment>();
  let bytes = 0;

  function get(number: number): Segment {
    const known = segments.get(number);
    if (known !== undefined) return known;
    const segment: Segment = { number, bytes: 0, open: 0, blockIds: [], records: createSeenRecords() };
    segments.set(number, segment);
    return segment;
  }

  return {
    get,
    get bytes() {
      return bytes;
    },
    get count() {
      return segments.size;
    },
    grow(number: number, by: number): void {
      get(number).bytes += by;
      bytes += by;
    },
    addBlock(block: SpoolBlock): void {
      const segment = get(block.segment);
      segment.open += 1;
      segment.blockIds.push(block.id);
    },
    /** Segments before this one of which everything is confirmed. */
    finished(before: number): Segment[] {
      return [...segments.values()].filter((segment) => segment.number < before && segment.open === 0);
    },
    remove(segment: Segment): void {
      if (segments.delete(segment.number)) bytes -= segment.bytes;
    },
  };
}

export type Segments = ReturnType<typeof createSegments>;
