import { setTimeout as delay } from 'node:timers/promises';
import type { Spool } from '../spool/index.ts';

const LOOK_EVERY_MS = 50;
/** The store is away, or far behind: whoever waits must hear of it. */
const LONGEST_WAIT_MS = 120_000;

/** Waits until everything that the spool held at the call is in the store. */
export async function settled(spool: Pick<Spool, 'stats'>, now: () => number): Promise<void> {
  const calledAt = now();
  for (;;) {
    const { backlogRows, waitingBytes, oldestUnconfirmedMs } = spool.stats();
    const oldestAt = now() - oldestUnconfirmedMs;
    if ((backlogRows === 0 && waitingBytes === 0) || (backlogRows > 0 && oldestAt > calledAt)) return;
    if (now() - calledAt > LONGEST_WAIT_MS) throw new Error('The store did not take what was waiting for it in time.');
    await delay(LOOK_EVERY_MS);
  }
}
