import type { Parcel, Slip } from '../delivery/index.ts';
import { batchOf, inBatches, newParcel, SLIP_LENGTH } from '../delivery/index.ts';
import { timeOf } from '../util/index.ts';
import type { Outbox } from './outbox.ts';

/** A page stops adding to a batch after half of this; older ones are closed, whatever became of their page. */
const LEASE_MS = 10_000;

/**
 * Takes over what earlier pages left behind, whole batches only: one that is sent in part loses the rest. Resolves
 * with whether there is, or may soon be, more.
 */
export const drain = async (
  outbox: Outbox,
  drop: (id: string) => void,
  known: (id: string) => boolean,
  adopt: (parcel: Parcel) => void,
): Promise<[more: boolean, excess: number]> => {
  let [stored, more, excess] = await outbox.read();
  for (const group of inBatches(stored)) {
    const id = batchOf(group[0] as Slip);
    if (known(id)) continue;
    const slips = group.filter(({ length }) => length === SLIP_LENGTH);
    const age = Date.now() - timeOf(id);
    if (!slips.length) drop(id);
    else if (slips.length < group.length || age < 0 || age > LEASE_MS) adopt(newParcel(id, slips));
    else more = true;
  }
  return [more, excess];
};
