import { mkdir } from 'node:fs/promises';
import { failpoint } from '../failpoint.ts';
import type { Logger } from '../log.ts';
import type { Block, BlockSource } from '../store/index.ts';
import { createBlockIds } from './block-ids.ts';
import { createBlocks } from './blocks.ts';
import { openCheckpoint } from './checkpoint.ts';
import { createCommitter } from './committer.ts';
import { watchDisk } from './disk.ts';
import { segmentsIn } from './files.ts';
import { createIntake } from './intake.ts';
import { DEFAULT_LIMITS, type SpoolLimits } from './limits.ts';
import { nodeIdentity } from './node-identity.ts';
import { openQuarantine } from './quarantine.ts';
import { readBlock } from './read-block.ts';
import { recover } from './recover.ts';
import { createRetirement } from './retire.ts';
import { openSeen } from './seen.ts';
import { createSegments } from './segments.ts';
import type { Spool } from './spool.ts';
import type { SpoolBlock } from './spool-block.ts';

interface SpoolOptions {
  dir: string;
  log: Logger;
  /** 0 to 65,535, different on every server of a cluster; random, and kept, when not given. */
  node?: number | undefined;
  limits?: Partial<SpoolLimits> | undefined;
  metrics?: { appendSeconds: { observe(seconds: number): void } } | undefined;
}

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
  const numbers = await segmentsIn(dir);
  const checkpoint = await openCheckpoint(dir, log, numbers);
  const seen = await openSeen(dir, log);
  const identity = await nodeIdentity(dir, node);
  const segments = createSegments();
  const quarantine = await openQuarantine(dir, log);
  const { blocks: recovered, highestBlock } = await recover({
    dir,
    log,
    numbers,
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
    firstSegment: checkpoint.highestSegment + 1,
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
  const intake = createIntake({
    blocks,
    committer,
    seen,
    segments,
    disk,
    waitingBytes: limits.waitingBytes,
    onAppended: (seconds) => metrics?.appendSeconds.observe(seconds),
  });
  retirement.look();

  const own = (block: Block): SpoolBlock => block as SpoolBlock;

  return {
    recall: intake.recall,
    append: intake.append,
    refusal: intake.refusal,
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
      intake.end();
      await committer.close();
      blocks.end();
      disk.stop();
      quarantine.stop();
      await retirement.settled();
      await seen.close();
      await checkpoint.close();
    },
  };
}
