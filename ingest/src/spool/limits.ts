/** Numbers of the write path. What they cost and why stands in ARCHITECTURE.md. */
export interface SpoolLimits {
  /** A block closes at this many rows: 1,000-row blocks cost the engine 3.5 times the CPU of 10,000-row ones. */
  blockRows: number;
  /** … or this many bytes, which bounds what one insert holds in memory. */
  blockBytes: number;
  /** … or at this age, */
  blockAgeMs: number;
  /** … or at this one while hardly anything arrives, so that a quiet site sees its events soon. */
  quietBlockAgeMs: number;
  /** Fewer rows than this in a block mean that hardly anything arrives. */
  quietBlockRows: number;
  /** A segment takes no further block from this size on; the last one may go beyond it. */
  segmentBytes: number;
  /** Frames that wait for their fsync. */
  waitingBytes: number;
  /** All segments together. */
  spoolBytes: number;
  /** Left free on the disk for everything else, the store's merges above all. */
  keepFreeBytes: number;
  /** On a small disk this share of it, when that is less. */
  keepFreeShare: number;
}

const MIB = 1_048_576;

export const DEFAULT_LIMITS: SpoolLimits = {
  blockRows: 10_000,
  blockBytes: 16 * MIB,
  blockAgeMs: 1_000,
  quietBlockAgeMs: 500,
  quietBlockRows: 1_000,
  segmentBytes: 16 * MIB,
  waitingBytes: 32 * MIB,
  spoolBytes: 2_048 * MIB,
  keepFreeBytes: 1_024 * MIB,
  keepFreeShare: 0.1,
};
