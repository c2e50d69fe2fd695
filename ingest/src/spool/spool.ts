import type { RejectedEvent } from '../contract/index.ts';
import type { BlockTable, RowFormat } from '../store/index.ts';
import type { SpoolClosedError, SpoolFailedError, SpoolFullError } from './errors.ts';

export interface BatchAck {
  accepted: number;
  rejected: RejectedEvent[];
}

export interface SpoolBatch extends BatchAck {
  project: string;
  /** A UUID; the same one again within seven days is the same batch. */
  batchId: string;
  /** Where the rows go; events when not given. */
  table?: BlockTable | undefined;
  format: RowFormat;
  /** What follows the block id in every row; then comes the row's own text. JSON objects come without their opening brace. */
  common: string;
  rows: string[];
}

export interface SpoolStats {
  /** Not in ClickHouse yet. */
  backlogBytes: number;
  /** Of all segments, those with confirmed blocks included. */
  diskBytes: number;
  backlogRows: number;
  openBlocks: number;
  segments: number;
  oldestUnconfirmedMs: number;
  /** Frames on their way to the disk. */
  waitingBytes: number;
  /** Damaged stretches found at the start. */
  quarantinedPieces: number;
  /** False while the disk refuses to make anything durable. */
  writable: boolean;
}

export interface Spool {
  /**
   * The ack of an earlier or running batch with this id, undefined for a new one. The event ids of rejected events are null in it:
   * a repeat carries the same bytes, so the caller has them.
   */
  recall(project: string, batchId: string): BatchAck | Promise<BatchAck | undefined> | undefined;
  /** Settles only once the batch is durable. Throws `SpoolFullError`, `SpoolFailedError` or `SpoolClosedError`. */
  append(batch: SpoolBatch): Promise<BatchAck>;
  /** Why a batch would be refused right now; cheap, to be asked before any work is done. */
  refusal(kind: 'events' | 'replay'): SpoolFullError | SpoolFailedError | SpoolClosedError | undefined;
  stats(): SpoolStats;
  /** Takes nothing more and waits until everything taken is durable. What is not inserted yet stays for the next start. */
  close(): Promise<void>;
}
