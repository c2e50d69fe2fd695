import { mkdir } from 'node:fs/promises';
import { failpoint } from '../failpoint.ts';
import type { Logger } from '../log.ts';
import type { Block, BlockSource } from '../store/index.ts';
import { batchKey } from './batch-key.ts';
import { createBlockIds } from './block-ids.ts';
import { createBlocks } from './blocks.ts';
import { openCheckpoint } from './checkpoint.ts';
import { createCommitter } from './committer.ts';
import { watchDisk } from './disk.ts';
import { retryAfterSeconds, SpoolClosedError, SpoolFullError } from './errors.ts';
import { DEFAULT_LIMITS, type SpoolLimits } from './limits.ts';
import { nodeIdentity } from './node-identity.ts';
import { createQuarantine } from './quarantine.ts';
import { readBlock } from './read-block.ts';
import { recover } from './recover.ts';
import { decodeRejections, encodeRejections } from './rejections.ts';
import { createRetirement } from './retire.ts';
import { openSeen } from './seen.ts';
import type { SeenBatch } from './seen-table.ts';
import { createSegments } from './segments.ts';
import type { BatchAck, Spool, SpoolBatch } from './spool.ts';
import type { SpoolBlock } from './spool-block.ts';

export interface SpoolOptions {
  dir: string;
  log: Logger;
  /** 0 to 65,535, different on every server of a cluster; random, and kept, when not given. */
  node?: number | undefined;
  limits?: Partial<SpoolLimits> | undefined;
  metrics?: { appendSeconds: { observe(seconds: number): void } } | undefined;
}

const EVENTS = 1;

/** Opens the spool of a folder that the caller has locked. Everything acknowledged in earlier lives is offered to the inserter first. */
export async function openSpool({
  dir,
  log,
  node,
  limits: given,
  metrics,
}: SpoolOptions): Promise<Spool & BlockSource> {
  const limits = { ...DEFAULT_LIMITS, ...given };
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const checkpoint = await openCheckpoint(dir, log);
  const seen = await openSeen(dir, log);
  const identity = await nodeIdentity(dir, node);
  const segments = createSegments();
  const quarantine = createQuarantine(dir, log);
  const {
    blocks: recovered,
    highestBlock,
    lastSegment,
  } = await recover({
    dir,
    log,
    checkpoint,
    seen,
    segments,
    quarantine,
  });
  const unconfirmed = new Set<SpoolBlock>(recovered);

  function settled(block: SpoolBlock): void {
    unconfirmed.delete(block);
    segments.get(block.segment).open -= 1;
  }

  const blocks = createBlocks({
    limits,
    nextId: createBlockIds(identity.number, highestBlock),
    firstSegment: lastSegment + 1,
    recovered,
    onOpen(block) {
      segments.addBlock(block);
      unconfirmed.add(block);
      failpoint('after-plan');
    },
    onEmpty: settled,
  });
  const retirement = createRetirement({
    dir,
    log,
    segments,
    seen,
    checkpoint,
    currentSegment: () => blocks.plan.number,
  });
  const committer = createCommitter({
    dir,
    log,
    blocks,
    voidFrom: checkpoint.makeVoid,
    onSegment: retirement.look,
    onWritten: segments.grow,
  });
  const disk = await watchDisk(dir, limits, log, () => segments.bytes);
  const inFlight = new Map<string, Promise<BatchAck>>();
  let closed = false;
  retirement.look();

  const ackOf = ({ accepted, rejections }: SeenBatch): BatchAck => ({
    accepted,
    rejected: decodeRejections(rejections),
  });

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
    if (committer.waitingBytes >= limits.waitingBytes) return new SpoolFullError('too much waits', retryAfterSeconds());
    return disk.refusal(kind);
  }

  async function write({ project, batchId, rows, accepted, rejected }: SpoolBatch): Promise<BatchAck> {
    const key = batchKey(project, batchId);
    const rejections = encodeRejections(rejected);
    const block = blocks.blockFor(EVENTS, rows.length);
    const prefix = `{"block_id":${block.id},`;
    const text = rows.length === 0 ? '' : `${prefix}${rows.join(`\n${prefix}`)}\n`;
    const { number: blockId, kind } = block;
    const head = { kind, blockId, appendedAtMs: Date.now(), key, rows: rows.length, accepted, rejections };
    const startedAt = performance.now();
    await committer.add(block, head, text);
    metrics?.appendSeconds.observe((performance.now() - startedAt) / 1_000);
    seen.add(key, { accepted, rejections });
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
    }
    const refused = refusal('events');
    if (refused !== undefined) throw refused;
    const written = write(batch).finally(() => inFlight.delete(id));
    inFlight.set(id, written);
    return written;
  }

  const own = (block: Block): SpoolBlock => block as SpoolBlock;

  return {
    recall,
    append,
    refusal,
    stats() {
      let rows = 0;
      let bytes = 0;
      let oldest = Number.POSITIVE_INFINITY;
      for (const block of unconfirmed) {
        rows += block.rows;
        bytes += block.bytes;
        if (block.rows > 0) oldest = Math.min(oldest, block.openedAtMs);
      }
      return {
        backlogBytes: bytes,
        diskBytes: segments.bytes,
        backlogRows: rows,
        openBlocks: unconfirmed.size,
        segments: segments.count,
        oldestUnconfirmedMs: oldest === Number.POSITIVE_INFINITY ? 0 : Math.max(0, Date.now() - oldest),
        waitingBytes: committer.waitingBytes,
        quarantinedPieces: quarantine.pieces,
        writable: committer.failure === undefined,
      };
    },
    writer: identity.writer,
    node: String(identity.number),
    pending: () => unconfirmed.size,
    flush: blocks.flush,
    take: blocks.take,
    waiting: blocks.waiting,
    read: (block) =>
      readBlock(dir, own(block), (bytes) => log.error({ block: block.id, bytes }, 'A block was damaged')),
    buried: (block) => checkpoint.buried(block.id),
    bury: (block, identity) => checkpoint.bury(block.id, identity),
    async confirm(confirmed) {
      await checkpoint.done(confirmed.map((block) => block.id));
      for (const block of confirmed) settled(own(block));
      retirement.look();
    },
    async close() {
      closed = true;
      await committer.close();
      blocks.end();
      disk.stop();
      await retirement.settled();
      await seen.close();
      await checkpoint.close();
    },
  };
}
