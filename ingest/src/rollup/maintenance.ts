import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { StoreClient } from '../store/index.ts';
import { createLease, LEASE_MS, type Lease } from './lease.ts';

/**
 * Runs something that nobody may fold beside: takes the lease from the server that leads, which steps aside within seconds, and
 * gives it back at the end. Killed in between, the server goes on by itself once the lease has run out.
 */
export async function withRollupAtRest<Result>(
  client: StoreClient,
  use: (lease: Lease) => Promise<Result>,
): Promise<Result> {
  const lease = createLease({
    client,
    holder: `maintenance-${randomUUID()}/1`,
    isAlone: false,
    clock: () => performance.now(),
    sleep: (ms) => delay(ms),
  });
  if (!(await lease.lead())) await lease.takeOver();
  // One statement over a large month may take longer than the lease.
  const beat = setInterval(() => void lease.keep().catch(() => {}), LEASE_MS / 4);
  try {
    return await use(lease);
  } finally {
    clearInterval(beat);
    await lease.release();
  }
}
