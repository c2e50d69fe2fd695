import type { Block, BlockTable } from '../store/index.ts';

/** Which table a frame's rows go to. The numbers are on disk: never reuse one. */
export const BLOCK_TABLES = { 1: 'events', 2: 'replay' } as const satisfies Record<number, BlockTable>;
export type BlockKind = keyof typeof BLOCK_TABLES;

/** A block as the spool keeps it: where its frames are, never their text. */
export interface SpoolBlock extends Block {
  readonly kind: BlockKind;
  readonly number: bigint;
  readonly segment: number;
  readonly openedAtMs: number;
  rows: number;
  bytes: number;
  damaged: boolean;
  /** Start and end of each run of frames, in file order: [start, end, start, end, …]. */
  readonly extents: number[];
  /** With frames that are not durable yet. */
  plannedRows: number;
  plannedBytes: number;
  closed: boolean;
}

export interface BlockOrigin {
  number: bigint;
  kind: BlockKind;
  segment: number;
  openedAtMs: number;
  unclean: boolean;
}

export function createSpoolBlock({ number, kind, segment, openedAtMs, unclean }: BlockOrigin): SpoolBlock {
  return {
    id: number.toString(),
    number,
    kind,
    table: BLOCK_TABLES[kind],
    segment,
    openedAtMs,
    unclean,
    rows: 0,
    bytes: 0,
    damaged: false,
    extents: [],
    plannedRows: 0,
    plannedBytes: 0,
    closed: unclean,
  };
}

/** Frames that follow each other without a gap are read at once. */
export function addExtent(block: SpoolBlock, { start, end, rows }: { start: number; end: number; rows: number }): void {
  const last = block.extents.length - 1;
  if (block.extents[last] === start) block.extents[last] = end;
  else block.extents.push(start, end);
  block.rows += rows;
  block.bytes += end - start;
}
