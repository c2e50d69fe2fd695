import type { Logger } from '../log.ts';
import type { StoreClient } from '../store/index.ts';
import { openBacklog } from './backlog.ts';
import { runFold } from './fold.ts';
import type { Lease } from './lease.ts';
import { createPace } from './pace.ts';
import { type Fold, newestFold, planFold, unfinishedFold } from './plan.ts';

/** How often a leader that nobody wakes looks for blocks of other nodes. */
const LOOK_EVERY_MS = 500;

export interface TermOptions {
  client: StoreClient;
  lease: Lease;
  log: Logger;
  now: () => number;
  /** Ends early when something is new, at once when the rollup is to stop. */
  pause: (ms: number) => Promise<void>;
  isStopping: () => boolean;
  onFold: (fold: Fold, ms: number) => void;
}

/** One term as the leader: first what an earlier leader left half done, then fold after fold until the lease is gone. */
export async function leadTerm({ client, lease, log, now, pause, isStopping, onFold }: TermOptions): Promise<void> {
  const pace = createPace(now);
  const run = async (fold: Fold) => {
    const began = now();
    await runFold(client, fold, async () => (await lease.keep()) && lease.isHeld());
    const ms = now() - began;
    pace.ended(ms, fold.rows);
    onFold(fold, ms);
  };

  const leftOver = await unfinishedFold(client);
  if (leftOver !== undefined) {
    log.info({ fold: leftOver.fold, rows: leftOver.rows }, 'finishing a fold that was begun before');
    await run(leftOver);
  }
  let newest = await newestFold(client);
  const backlog = await openBacklog(client, now);

  while (!isStopping() && (await lease.keep())) {
    const waiting = await backlog.waiting();
    const rows = waiting.reduce((sum, block) => sum + block.rows, 0);
    if (waiting.length === 0) await pause(LOOK_EVERY_MS);
    else if (!pace.isDue(rows)) await pause(pace.restMs());
    else {
      const fold = await planFold(client, newest + 1, waiting);
      newest = fold.fold;
      backlog.folded(fold);
      await run(fold);
    }
  }
}
