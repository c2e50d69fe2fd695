import { batchKey } from './batch-key.ts';
import type { Blocks } from './blocks.ts';
import type { Committer } from './committer.ts';
import { retryAfterSeconds, SpoolClosedError, SpoolFullError } from './errors.ts';
import { decodeRejections, encodeRejections } from './rejections.ts';
import type { Seen } from './seen.ts';
import type { SeenBatch } from './seen-table.ts';
import type { Segments } from './segments.ts';
import type { BatchAck, Spool, SpoolBatch } from './spool.ts';
import { kindOf } from './spool-block.ts';

export interface IntakeOptions {
  blocks: Blocks;
  committer: Committer;
  seen: Seen;
  segments: Segments;
  disk: { refusal(kind: 'events' | 'replay'): SpoolFullError | undefined };
  /** Frames that may wait for their fsync. */
  waitingBytes: number;
  onAppended: (seconds: number) => void;
}

/** What waits for the disk may be replays up to this share; the rest is kept for events. */
const REPLAY_SHARE = 0.5;

function ackOf({ accepted, rejections }: SeenBatch): BatchAck {
  return { accepted, rejected: decodeRejections(rejections) };
}

/** The side of the spool that requests see. */
export function createIntake(options: IntakeOptions): Pick<Spool, 'recall' | 'append' | 'refusal'> & { end(): void } {
  const { blocks, committer, seen, segments, disk, waitingBytes, onAppended } = options;
  const inFlight = new Map<string, Promise<BatchAck>>();
  let closed = false;

  function recall(project: string, batchId: string): BatchAck | Promise<BatchAck | undefined> | undefined {
    const running = inFlight.get(`${project}/${batchId}`);
    if (running !== undefined) return running;
    const known = seen.find(batchKey(project, batchId));
    if (known instanceof Promise) return known.then((batch) => batch && ackOf(batch));
    return known && ackOf(known);
  }

  function refusal(kind: 'events' | 'replay') {
    if (closed) return new SpoolClosedError(retryAfterSeconds());
    if (committer.failure !== undefined) return committer.failure;
    const allowed = waitingBytes * (kind === 'replay' ? REPLAY_SHARE : 1);
    if (committer.waitingBytes >= allowed) return new SpoolFullError('too much waits', retryAfterSeconds());
    return disk.refusal(kind);
  }

  async function write(batch: SpoolBatch): Promise<BatchAck> {
    const { project, batchId, table = 'events', format, common, rows, accepted, rejected } = batch;
    const key = batchKey(project, batchId);
    const rejections = encodeRejections(rejected);
    const block = blocks.blockFor(kindOf(table, format), rows.length);
    const prefix = format === 'columns' ? `${block.id}\t` : `{"block_id":${block.id},`;
    const { number: blockId, kind } = block;
    const head = { kind, blockId, appendedAtMs: Date.now(), key, rows: rows.length, accepted, rejections };
    const startedAt = performance.now();
    await committer.add(block, head, { common: prefix + common, rows });
    onAppended((performance.now() - startedAt) / 1_000);
    seen.add(key, { accepted, rejections });
    segments.get(block.segment).records.add(key, { accepted, rejections });
    return { accepted, rejected };
  }

  async function append(batch: SpoolBatch): Promise<BatchAck> {
    const id = `${batch.project}/${batch.batchId}`;
    const running = inFlight.get(id) ?? recall(batch.project, batch.batchId);
    if (running !== undefined) {
      const earlier = await running;
      if (earlier !== undefined) return earlier;
      const raced = inFlight.get(id);
      if (raced !== undefined) return raced;
      // A twin that was written and done meanwhile is in memory.
      const late = seen.find(batchKey(batch.project, batch.batchId));
      if (late !== undefined && !(late instanceof Promise)) return ackOf(late);
    }
    const refused = refusal(batch.table === 'replay_chunks' ? 'replay' : 'events');
    if (refused !== undefined) throw refused;
    const written = write(batch).finally(() => inFlight.delete(id));
    inFlight.set(id, written);
    return written;
  }

  return {
    recall,
    append,
    refusal,
    end() {
      closed = true;
    },
  };
}
