import type { Logger } from '../log.ts';
import type { Block, BlockSource } from './block.ts';
import type { StoreClient } from './client.ts';
import { confirmBlocks } from './confirm.ts';
import { createPatience } from './patience.ts';
import { countStored } from './reconcile.ts';
import { type BlockTask, type Settled, type SettleOptions, settleBlock } from './settle-block.ts';
import { createWriter } from './writer.ts';

interface InserterOptions {
  spool: BlockSource;
  client: StoreClient;
  log: Logger;
  /** Called for every block once it is stored, recorded and checkpointed. */
  onBlock?: ((block: Block) => void) | undefined;
  metrics?: { insertSeconds: { observe(seconds: number): void } } | undefined;
}

export interface InserterStats {
  blocks: number;
  rows: number;
  /** Blocks that were asked for in the store before anything was sent. */
  reconciled: { nothing: number; part: number; all: number };
  /** Blocks waiting for proof that their rows, not the table, are at fault. */
  deferred: number;
}

export interface Inserter {
  /** Settles when everything that the spool holds now is stored. */
  drained(): Promise<void>;
  /** The store may be back: try again at once. */
  wake(): void;
  /** Goes on for up to this long while there is something left, then ends; what is left stays in the spool. */
  stop(drainWithinMs?: number): Promise<void>;
  stats(): InserterStats;
}

/** Confirming costs two small inserts and an fsync; under load one round serves several blocks. */
const MAX_UNCONFIRMED = 8;
/** Blocks set aside at once; with more the table is at fault, and nothing is gained by trying others. */
const MAX_DEFERRED = 4;
const DRAIN_LOOK_MS = 20;

/** Moves blocks from the spool into ClickHouse, one at a time and in order, for as long as the server lives. */
export function startInserter({ spool, client, log, onBlock, metrics }: InserterOptions): Inserter {
  const over = new AbortController();
  const { signal } = over;
  const writer = createWriter(client, spool.writer, signal);
  const patience = createPatience(signal, log);
  const successes = { count: 0 };
  const stats: InserterStats = { blocks: 0, rows: 0, reconciled: { nothing: 0, part: 0, all: 0 }, deferred: 0 };
  const deferred: BlockTask[] = [];
  let settledBlocks: Block[] = [];
  const options: SettleOptions = {
    writer,
    source: spool,
    log,
    patience,
    successes,
    onInsert: (seconds) => metrics?.insertSeconds.observe(seconds),
  };

  async function confirm(): Promise<void> {
    const blocks = settledBlocks;
    settledBlocks = [];
    if (blocks.length === 0) return;
    await patience.retrying('Stored blocks cannot be confirmed yet', () => confirmBlocks(writer, spool, blocks));
    for (const block of blocks) {
      stats.blocks += 1;
      stats.rows += block.rows;
      onBlock?.(block);
    }
  }

  async function settle(task: BlockTask): Promise<void> {
    let outcome: Settled = 'deferred';
    try {
      outcome = await settleBlock(options, task);
    } catch (error) {
      signal.throwIfAborted();
      log.error(
        { err: error, block: task.block.id },
        'A block met a fault of the inserter; it is kept and tried again',
      );
    }
    if (outcome === 'stored') settledBlocks.push(task.block);
    else deferred.push({ ...task, unclean: true });
    stats.deferred = deferred.length;
  }

  /** Blocks whose rows were all refused get another turn whenever another block went in, or after a pause. */
  async function settleDeferred(): Promise<void> {
    const tasks = deferred.splice(0);
    for (const task of tasks) await settle(task);
    if (deferred.length >= MAX_DEFERRED) await patience.pause();
    else if (deferred.length > 0) await Promise.race([patience.pause(), spool.waiting()]);
  }

  async function prepare(block: Block): Promise<BlockTask> {
    const text = await patience.retrying('A block cannot be read yet', () => spool.read(block));
    return { block, text, unclean: false, successesBefore: successes.count };
  }

  /** What earlier lives left: one question for all of it, then only the blocks that are cut are compared row by row. */
  async function settleLeftovers(leftovers: readonly Block[]): Promise<void> {
    const counts = await patience.retrying('The store cannot be asked what it holds yet', () =>
      countStored(writer, leftovers),
    );
    for (const block of leftovers) {
      const stored = counts.get(block.id) ?? 0;
      const complete = !block.damaged && stored >= block.rows - spool.buried(block).size;
      stats.reconciled[complete ? 'all' : stored === 0 ? 'nothing' : 'part'] += 1;
      if (complete) settledBlocks.push(block);
      else await settle({ ...(await prepare(block)), unclean: stored > 0 });
      if (settledBlocks.length >= MAX_UNCONFIRMED) await confirm();
    }
  }

  async function takeNext(): Promise<BlockTask | undefined> {
    if (deferred.length >= MAX_DEFERRED) return undefined;
    const leftovers: Block[] = [];
    let block = spool.take();
    for (; block?.unclean === true; block = spool.take()) leftovers.push(block);
    if (leftovers.length > 0) await settleLeftovers(leftovers);
    return block && prepare(block);
  }

  async function run(): Promise<void> {
    let upcoming: Promise<BlockTask | undefined> | undefined;
    for (;;) {
      let task = await upcoming;
      if (task === undefined) {
        await confirm();
        if (deferred.length > 0) await settleDeferred();
        else await patience.unlessEnded(spool.waiting());
        signal.throwIfAborted();
        task = await takeNext();
      }
      // The next block is read from the disk while this one is on its way.
      const next = deferred.length < MAX_DEFERRED ? spool.take() : undefined;
      upcoming = next && prepare(next);
      // It can only fail by being ended, and then nobody waits for it any more.
      upcoming?.catch(() => undefined);
      if (task !== undefined) await settle(task);
      if (settledBlocks.length >= MAX_UNCONFIRMED) await confirm();
    }
  }

  const running = run().catch((error) => {
    if (!signal.aborted) log.fatal({ err: error }, 'The inserter has stopped; events stay in the spool');
  });

  async function drained(): Promise<void> {
    spool.flush();
    while (spool.pending() > 0 && !signal.aborted) {
      await new Promise((resolve) => setTimeout(resolve, DRAIN_LOOK_MS));
    }
  }

  return {
    drained,
    wake: () => patience.wake(),
    async stop(drainWithinMs = 0) {
      let timer: NodeJS.Timeout | undefined;
      const enough = new Promise((resolve) => {
        timer = setTimeout(resolve, drainWithinMs);
      });
      if (drainWithinMs > 0) await Promise.race([drained(), enough]);
      clearTimeout(timer);
      over.abort();
      await running;
    },
    stats: () => stats,
  };
}
