import type { SpoolLimits } from './limits.ts';
import { addExtent, type BlockKind, createSpoolBlock, type SpoolBlock } from './spool-block.ts';

/** Where the next frame will lie. */
export interface SegmentPlan {
  number: number;
  bytes: number;
}

export interface BlocksOptions {
  limits: SpoolLimits;
  nextId: () => bigint;
  firstSegment: number;
  /** Blocks of the earlier life, oldest first. */
  recovered: readonly SpoolBlock[];
  onOpen: (block: SpoolBlock) => void;
  /** A block ended without a single durable frame. */
  onEmpty: (block: SpoolBlock) => void;
}

/** How long a block may overstay its age while the inserter has others to do: full blocks are cheaper. */
const OVERSTAY_MS = 250;

/** Decides which block a frame belongs to, and when a block is closed. A block never spans two segments. */
export function createBlocks({ limits, nextId, firstSegment, recovered, onOpen, onEmpty }: BlocksOptions) {
  const plan: SegmentPlan = { number: firstSegment, bytes: 0 };
  const open = new Map<BlockKind, SpoolBlock>();
  const closing = new Set<SpoolBlock>();
  const ready: SpoolBlock[] = [...recovered];
  let waiters: (() => void)[] = [];
  let timer: NodeJS.Timeout | undefined;

  function wake(): void {
    const settled = waiters;
    waiters = [];
    for (const settle of settled) settle();
  }

  function settle(block: SpoolBlock): void {
    if (block.rows < block.plannedRows || block.bytes < block.plannedBytes) return;
    closing.delete(block);
    if (block.bytes === 0) {
      onEmpty(block);
      return;
    }
    ready.push(block);
    wake();
  }

  function close(block: SpoolBlock): void {
    block.closed = true;
    open.delete(block.kind);
    closing.add(block);
    settle(block);
  }

  function rotate(): void {
    for (const block of [...open.values()]) close(block);
    plan.number += 1;
    plan.bytes = 0;
  }

  function tick(): void {
    timer = undefined;
    const now = Date.now();
    let next = Number.POSITIVE_INFINITY;
    for (const block of [...open.values()]) {
      const quiet = block.plannedRows < limits.quietBlockRows && ready.length === 0;
      const left = block.openedAtMs + (quiet ? limits.quietBlockAgeMs : limits.blockAgeMs) - now;
      if (left <= 0 && ready.length <= 1) close(block);
      else next = Math.min(next, left > 0 ? left : OVERSTAY_MS);
    }
    if (next !== Number.POSITIVE_INFINITY) timer = setTimeout(tick, next).unref();
  }

  function begin(kind: BlockKind): SpoolBlock {
    if (plan.bytes >= limits.segmentBytes) rotate();
    const number = nextId();
    const block = createSpoolBlock({ number, kind, segment: plan.number, openedAtMs: Date.now(), unclean: false });
    open.set(kind, block);
    onOpen(block);
    timer ??= setTimeout(tick, limits.quietBlockAgeMs).unref();
    return block;
  }

  return {
    plan,
    rotate,
    /** The block that takes this many more rows. */
    blockFor(kind: BlockKind, rows: number): SpoolBlock {
      const block = open.get(kind);
      if (block === undefined) return begin(kind);
      const full = block.plannedRows + rows > limits.blockRows || block.plannedBytes >= limits.blockBytes;
      if (!full) return block;
      close(block);
      return begin(kind);
    },
    /** A frame was given its place; it is not durable yet. Returns where it starts in its segment. */
    planned(block: SpoolBlock, bytes: number, rows: number): number {
      const start = plan.bytes;
      plan.bytes += bytes;
      block.plannedRows += rows;
      block.plannedBytes += bytes;
      if (block.plannedRows >= limits.blockRows) close(block);
      return start;
    },
    durable(block: SpoolBlock, span: { start: number; end: number; rows: number }): void {
      addExtent(block, span);
      if (block.closed) settle(block);
    },
    /** What was planned and is not durable never will be: the blocks end with what they have, in a segment that takes no more. */
    abandonPlans(): void {
      for (const block of [...closing, ...open.values()]) {
        block.plannedRows = block.rows;
        block.plannedBytes = block.bytes;
      }
      for (const block of [...closing]) settle(block);
      rotate();
    },
    take: (): SpoolBlock | undefined => ready.shift(),
    waiting(): Promise<void> {
      if (ready.length > 0) return Promise.resolve();
      return new Promise((resolve) => waiters.push(resolve));
    },
    flush(): void {
      for (const block of [...open.values()]) close(block);
    },
    /** Nothing more will come; what is open goes out now. */
    end(): void {
      clearTimeout(timer);
      for (const block of [...open.values()]) close(block);
      wake();
    },
  };
}

export type Blocks = ReturnType<typeof createBlocks>;
