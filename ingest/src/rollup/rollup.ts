import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../log.ts';
import type { StoreClient } from '../store/index.ts';
import { leadTerm } from './leader.ts';
import { createLease, LEASE_MS } from './lease.ts';

const ASK_FOR_LEASE_EVERY_MS = LEASE_MS / 4;
const AFTER_ERROR_MS = 500;
/** A fold may be cut off anywhere; nobody has to wait for a store that does not answer. */
const STOP_WITHIN_MS = 5_000;

export interface RollupOptions {
  client: StoreClient;
  log: Logger;
  /** Stays the same over restarts of this server. */
  node: string;
  /** The store belongs to this process: no other one can lead. */
  isAlone: boolean;
}

export interface RollupStats {
  isLeading: boolean;
  /** The newest fold this process finished; 0 before the first. */
  fold: number;
  rows: number;
  lastFoldMs: number;
}

export interface Rollup {
  /** A block was confirmed: fold now rather than at the next look. */
  wake(): void;
  stats(): RollupStats;
  /** Ends after the fold that is running and lets go of the lease. */
  stop(): Promise<void>;
}

/** Keeps the derived tables up to date, as long as this process is the leader; otherwise waits to become it. */
export function startRollup({ client, log, node, isAlone }: RollupOptions): Rollup {
  const over = new AbortController();
  let wakeUp = new AbortController();
  const stats: RollupStats = { isLeading: false, fold: 0, rows: 0, lastFoldMs: 0 };
  const lease = createLease({
    client,
    holder: `${node}/${randomUUID()}`,
    isAlone,
    clock: () => performance.now(),
    sleep: (ms) => delay(ms),
  });

  async function pause(ms: number): Promise<void> {
    if (!over.signal.aborted && !wakeUp.signal.aborted) {
      await delay(ms, undefined, { signal: AbortSignal.any([over.signal, wakeUp.signal]) }).catch(() => {});
    }
    if (wakeUp.signal.aborted) wakeUp = new AbortController();
  }

  async function keepGoing(): Promise<void> {
    while (!over.signal.aborted) {
      try {
        stats.isLeading = lease.isHeld() || (await lease.lead());
        if (!stats.isLeading) {
          await delay(ASK_FOR_LEASE_EVERY_MS, undefined, { signal: over.signal }).catch(() => {});
          continue;
        }
        log.info({ node }, 'leading the rollup');
        await leadTerm({
          client,
          lease,
          log,
          now: Date.now,
          pause,
          isStopping: () => over.signal.aborted,
          onFold(fold, ms) {
            stats.fold = fold.fold;
            stats.rows += fold.rows;
            stats.lastFoldMs = ms;
          },
        });
      } catch (error) {
        if (over.signal.aborted) return;
        log.warn({ err: error }, 'the rollup was interrupted and goes on where it was');
        await delay(AFTER_ERROR_MS, undefined, { signal: over.signal }).catch(() => {});
      }
    }
  }

  const running = keepGoing();
  return {
    wake: () => wakeUp.abort(),
    stats: () => ({ ...stats }),
    async stop() {
      over.abort();
      await Promise.race([running, delay(STOP_WITHIN_MS, undefined, { ref: false })]);
      stats.isLeading = false;
      const released = lease
        .release()
        .catch((error) => log.warn({ err: error }, 'the lease of the rollup runs out by itself'));
      await Promise.race([released, delay(STOP_WITHIN_MS, undefined, { ref: false })]);
    },
  };
}
