import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { StoreClient } from '../store/index.ts';
import { createLease, type Lease, SIGN_EVERY_MS, winnerOf } from './lease.ts';
import { newestTerm } from './terms.ts';

const MAINTENANCE = 'maintenance-';

/** Of this process, by its store: what comes later waits for its turn without asking the store. */
const turns = new WeakMap<StoreClient, Promise<unknown>>();

/**
 * Runs something that nobody may fold beside: takes the lease from the server that leads, which steps aside within seconds, and
 * gives it back at the end. Killed in between, the server goes on by itself once the lease has run out. Other work of this kind is
 * never interrupted, in this process or another one: half of a deletion is worse than a wait.
 */
export function withRollupAtRest<Result>(client: StoreClient, use: (lease: Lease) => Promise<Result>): Promise<Result> {
  const before = turns.get(client) ?? Promise.resolve();
  const turn = before.then(() => alone(client, use));
  turns.set(
    client,
    turn.catch(() => {}),
  );
  return turn;
}

async function alone<Result>(client: StoreClient, use: (lease: Lease) => Promise<Result>): Promise<Result> {
  const lease = createLease({
    client,
    holder: `${MAINTENANCE}${randomUUID()}/1`,
    isAlone: false,
    clock: () => performance.now(),
    sleep: (ms) => delay(ms),
  });
  while (!(await lease.lead())) {
    if (await isMaintained(client)) await delay(SIGN_EVERY_MS);
    else if (await lease.takeOver()) break;
  }
  // One statement over a large month may take longer than the lease.
  const beat = setInterval(() => void lease.keep().catch(() => {}), SIGN_EVERY_MS);
  try {
    return await use(lease);
  } finally {
    clearInterval(beat);
    await lease.release();
  }
}

/** Whether the newest term is of somebody like us, who may be in the middle of something. */
async function isMaintained(client: StoreClient): Promise<boolean> {
  const newest = await newestTerm(client);
  return newest !== undefined && (winnerOf(newest.claims)?.startsWith(MAINTENANCE) ?? false);
}
