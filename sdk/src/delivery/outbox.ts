import type { Shelf } from '../util/index.ts';
import { createJournal, JOURNAL_PAGE } from './journal.ts';
import type { Slip } from './parcel.ts';
import { batchOf, ID_LENGTH, inBatches, MAX_KEPT_CHARACTERS, weightOf } from './parcel.ts';

/**
 * A write costs both stores about half a millisecond. What a person does is written at the end of its own task; of a
 * longer burst, twice a second. Each quiet half second gives one write back.
 */
const MAX_SPARE_WRITES = 5;
const BURST_MS = 500;
const GASP = 'gasp.';
/** Sorts after every id. */
const AFTER = '~';

export interface Outbox {
  /** Keeps one event, in both stores. */
  keep(slip: Slip): void;
  /** Removes everything of one batch, or what follows one of its events; without a batch, everything. */
  drop(id?: string, from?: string): void;
  /** Writes what is not written yet, before it returns. Of closed batches it notes that they are. */
  last(closed: Iterable<string>): void;
  /** Brings into the journal what any page left in the gasp, and answers it. */
  rescue(): Slip[];
  /**
   * The oldest stored events, whole batches only, whether there are more, and by how much they are too many: an estimate
   * by the size of the oldest.
   */
  read(): Promise<[slips: Slip[], more: boolean, excess: number]>;
  health: Health;
}

export interface Health {
  /** Whether the last journal write succeeded. */
  journal: boolean;
  /** Writes that a store refused: full, blocked, or switched off. */
  refused: number;
}

/**
 * Two stores, because they fail in opposite cases: the journal (IndexedDB) loses what is begun as the page goes, the
 * gasp (localStorage) loses its last seconds when the browser is killed. An event is in the gasp until the journal has
 * confirmed it.
 */
export const createOutbox = (shelf: Shelf, name: string): Outbox => {
  const journal = createJournal(name);
  let fresh: Slip[] = [];
  let spare = MAX_SPARE_WRITES;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const health: Health = { journal: true, refused: 0 };

  const write = () => {
    for (const slips of inBatches(fresh)) {
      const gasp = GASP + slips[0]?.[0];
      if (shelf(gasp, JSON.stringify(slips)) === undefined) health.refused++;
      journal
        .change((store) => {
          for (const slip of slips) store.put(slip, slip[0]);
        })
        .then(
          () => {
            health.journal = true;
            shelf(gasp, null);
          },
          () => {
            health.journal = false;
            health.refused++;
          },
        );
    }
    fresh = [];
  };
  const rest = () => {
    if (fresh.length) write();
    else spare++;
    timer = spare < MAX_SPARE_WRITES ? setTimeout(rest, BURST_MS) : undefined;
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
    fresh.push(...gasps);
    write();
    return gasps;
  };
  return {
    keep(slip) {
      fresh.push(slip);
      if (spare && spare--) void Promise.resolve().then(write);
      timer ??= setTimeout(rest, BURST_MS);
    },
    drop(id = '', from = '') {
      fresh = fresh.filter((slip) => !slip[0].startsWith(id) || slip[0] < id + from);
      for (const name of shelf.names(GASP + id)) if (name >= GASP + id + from) shelf(name, null);
      journal.change((store) => store.delete(IDBKeyRange.bound(id + from, id + AFTER))).catch(() => {});
    },
    last(closed) {
      clearTimeout(timer);
      timer = undefined;
      for (const id of closed) fresh.push([id] as unknown as Slip);
      write();
    },
    rescue,
    async read() {
      const gasps = rescue();
      const [stored, count] = await journal.read().catch((): [Slip[], number] => [[], 0]);
      const last = stored[JOURNAL_PAGE - 1];
      return [
        [...stored, ...gasps].filter((slip) => !last || batchOf(slip) !== batchOf(last)),
        !!last,
        (weightOf(stored) / stored.length) * count - MAX_KEPT_CHARACTERS || 0,
      ];
    },
    health,
  };
};
