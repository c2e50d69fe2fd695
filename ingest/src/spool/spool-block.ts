import type { Block, BlockTable, RowFormat } from '../store/index.ts';

/** Which table a frame's rows go to, and how they are written. The numbers are on disk: never reuse one. */
const KINDS = {
  1: { table: 'events', format: 'json' },
  2: { table: 'replay_chunks', format: 'columns' },
  3: { table: 'events', format: 'columns' },
  4: { table: 'batch_traces', format: 'columns' },
} as const satisfies Record<number, { table: BlockTable; format: RowFormat }>;
export type BlockKind = keyof typeof KINDS;

const EVENT_KINDS = { json: 1, columns: 3 } as const satisfies Record<RowFormat, BlockKind>;
const OTHER_KINDS = { replay_chunks: 2, batch_traces: 4 } as const satisfies Record<string, BlockKind>;

export function kindOf(table: BlockTable, format: RowFormat): BlockKind {
  return table === 'events' ? EVENT_KINDS[format] : OTHER_KINDS[table];
}

export function isKind(kind: number): kind is BlockKind {
  return kind in KINDS;
}

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
    ...KINDS[kind],
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
