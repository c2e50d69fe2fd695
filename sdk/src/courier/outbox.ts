import type { Gasp, Slip } from '../delivery/index.ts';
import { batchOf, GASP, ID_LENGTH, MAX_KEPT_CHARACTERS, weightOf } from '../delivery/index.ts';
import type { Shelf } from '../util/index.ts';
import { createJournal, JOURNAL_PAGE } from './journal.ts';

/** Sorts after every id. */
const AFTER = '~';

export interface Outbox {
  /** Brings into the journal what any page left in the gasp, and answers it. */
  rescue(): Slip[];
  /**
   * The oldest stored events, whole batches only, whether there are more, and by how much they are too many: an estimate
   * by the size of the oldest.
   */
  read(): Promise<[slips: Slip[], more: boolean, excess: number]>;
}

/**
 * Two stores, because they fail in opposite cases: the journal (IndexedDB) loses what is begun as the page goes, the
 * gasp (localStorage) loses its last seconds when the browser is killed. An event is in the gasp until the journal has
 * confirmed it.
 */
export const createOutbox = (gasp: Gasp, shelf: Shelf, name: string): Outbox => {
  const journal = createJournal(name);
  const { health } = gasp;
  health.journal = true;
  let worked: boolean | undefined;
  gasp.store = {
    async put(slips) {
      const written = journal.change((store) => {
        for (const slip of slips) store.put(slip, slip[0]);
      });
      try {
        await written;
        health.journal = worked = true;
      } catch {
        health.journal = false;
      }
      if (!health.journal) health.refused++;
      return health.journal;
    },
    drop(id, from) {
      journal.change((store) => store.delete(IDBKeyRange.bound(id + from, id + AFTER))).catch(() => {});
    },
  };

  const rescue = () => {
    const gasps: Slip[] = [];
    for (const name of shelf.names(GASP)) {
      const text = shelf(name) as string;
      const slips: Slip[] = [];
      try {
        for (const slip of JSON.parse(text)) if (slip[0].length >= ID_LENGTH) slips.push(slip);
      } catch {
        // Half-written or foreign text holds nothing of ours.
      }
      gasps.push(...slips);
      // Gone only when the journal has it, and unless its page has written there again: whoever looks in between must not
      // take a part of a batch for the whole.
      if (slips[0]) void gasp.store?.put(slips).then((safe) => safe && shelf(name) === text && shelf(name, null));
      else shelf(name, null);
    }
    return gasps;
  };
  return {
    rescue,
    async read() {
      const gasps = rescue();
      const [stored, count] = await journal
        .read()
        .catch((): [Slip[] | undefined, number] => [health.journal || worked ? undefined : [], 0]);
      // What the gasp has may be a part, and so says nothing of what could not be read.
      if (!stored) return [[], true, 0];
      const last = stored[JOURNAL_PAGE - 1];
      return [
        // Of a batch beyond the page the gasp may have the seal alone, or one event.
        [...stored, ...gasps].filter((slip) => !last || batchOf(slip) < batchOf(last)),
        !!last,
        (weightOf(stored) / stored.length) * count - MAX_KEPT_CHARACTERS || 0,
      ];
    },
  };
};
