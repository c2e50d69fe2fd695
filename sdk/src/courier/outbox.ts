import type { Gasp, Slip } from '../delivery/index.ts';
import { batchOf, GASP, ID_LENGTH } from '../delivery/index.ts';
import type { Shelf } from '../util/index.ts';
import { createJournal, JOURNAL_PAGE } from './journal.ts';

/** Sorts after every id. */
const AFTER = '~';

export interface Outbox {
  /** Brings into the journal what any page left in the gasp, and answers it. */
  rescue(): Slip[];
  /** The oldest stored events, whole batches only, and whether there are more. */
  read(): Promise<[slips: Slip[], more: boolean]>;
  /** Whether the last journal write succeeded. */
  healthy(): boolean;
}

/**
 * Two stores, because they fail in opposite cases: the journal (IndexedDB) loses what is begun as the page goes, the
 * gasp (localStorage) loses its last seconds when the browser is killed. An event is in the gasp until the journal has
 * confirmed it.
 */
export const createOutbox = (gasp: Gasp, shelf: Shelf, name: string): Outbox => {
  const journal = createJournal(name);
  let healthy = true;
  gasp.store = {
    async put(slips) {
      const written = journal.change((store) => {
        for (const slip of slips) store.put(slip, slip[0]);
      });
      healthy = await written.then(
        () => true,
        () => false,
      );
      return healthy;
    },
    drop(id, from) {
      journal.change((store) => store.delete(IDBKeyRange.bound(id + from, id + AFTER))).catch(() => {});
    },
  };

  const rescue = () => {
    const gasps: Slip[] = [];
    for (const name of shelf.names(GASP)) {
      try {
        for (const slip of JSON.parse(shelf(name) as string)) if (slip[0].length >= ID_LENGTH) gasps.push(slip);
      } catch {
        // Half-written or foreign text holds nothing of ours.
      }
      shelf(name, null);
    }
    gasp.write(gasps);
    return gasps;
  };
  return {
    rescue,
    async read() {
      const gasps = rescue();
      const stored = await journal.read().catch(() => []);
      const last = stored[JOURNAL_PAGE - 1];
      return [[...stored, ...gasps].filter((slip) => !last || batchOf(slip) !== batchOf(last)), !!last];
    },
    healthy: () => healthy,
  };
};
