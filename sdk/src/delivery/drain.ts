import { timeOf } from '../util/index.ts';
import type { Outbox } from './outbox.ts';
import type { Parcel } from './parcel.ts';
import { batchOf, unpack } from './parcel.ts';

/** A page stops adding to a batch after half of this; older ones are closed, whatever became of their page. */
const LEASE_MS = 10_000;
/** More than any batch holds, so that a page of the journal always shows at least one batch whole. */
const PAGE = 1_000;

interface DrainParts {
  outbox: Outbox;
  /** Whether this page holds the batch already. */
  known: (id: string) => boolean;
  adopt: (parcel: Parcel) => void;
  /** Sends what was adopted; false when that has to wait. */
  deliver: () => Promise<boolean>;
}

/** Takes over what earlier pages left behind. Resolves with the time until a batch that may still be open has closed, or 0. */
export const drainOutbox = async ({ outbox, known, adopt, deliver }: DrainParts): Promise<number> => {
  let from = '';
  let wait = 0;
  for (;;) {
    // Everything that is still on its way into the journal first: a batch that is sent in part loses the rest.
    await outbox.rescue();
    const entries = await outbox.read(from, PAGE);
    const more = entries.length >= PAGE;
    const last = more ? batchOf((entries[entries.length - 1] as (typeof entries)[0])[0]) : undefined;
    const { parcels, closed } = unpack(entries.filter(([key]) => batchOf(key) !== last));
    for (const id of closed) if (!parcels.has(id) && !known(id)) outbox.drop(id);
    for (const [id, parcel] of parcels) {
      if (known(id)) continue;
      const age = Date.now() - timeOf(id);
      if (closed.has(id) || age < 0 || age >= LEASE_MS) adopt(parcel);
      else wait = Math.max(wait, LEASE_MS - age);
    }
    if (!(await deliver()) || !last) return wait;
    from = last;
  }
};
