import { createLease, type Lease } from '../../src/rollup/index.ts';
import type { StoreClient } from '../../src/store/index.ts';

/** The lease of a store that nobody else works on. */
export async function heldLease(client: StoreClient): Promise<Lease> {
  const lease = createLease({
    client,
    holder: 'node/test',
    isAlone: true,
    clock: () => performance.now(),
    sleep: async () => {},
  });
  await lease.lead();
  return lease;
}
