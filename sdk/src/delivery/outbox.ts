import type { Shelf } from '../util/index.ts';
import { createJournal, JOURNAL_PAGE } from './journal.ts';
import type { Slip } from './parcel.ts';
import { batchOf, ID_LENGTH } from './parcel.ts';

/** Usually one event is on its way into the journal, for milliseconds. Many pile up only where there is no journal. */
const MAX_GASP_CHARACTERS = 524_288;
const GASP = 'gasp.';
/** Sorts after every id. */
const AFTER = '~';

export interface Outbox {
  /** Keeps one event: in the gasp before this returns, in the journal a moment later. */
  keep(slip: Slip): void;
  /** Removes everything of one batch, or what follows one of its events; without a batch, everything. */
  drop(id?: string, from?: string): void;
  /** Notes that a batch is closed; so others need not wait until it surely is. */
  seal(id: string): void;
  /** Brings everybody's gasps into the journal; the oldest stored events, whole batches only; whether there are more. */
  read(): Promise<[slips: Slip[], more: boolean]>;
  /** Whether the last journal write succeeded. */
  healthy(): boolean;
}

/**
 * Two stores, because they fail in opposite cases: the journal (IndexedDB) loses what is begun as the page goes, the
 * gasp (localStorage) loses its last seconds when the browser is killed. An event is in the gasp until the journal has
 * confirmed it.
 */
export const createOutbox = (shelf: Shelf, name: string): Outbox => {
  const journal = createJournal(name);
  let gasping = 0;
  let healthy = true;

  const keep = (slip: Slip) => {
    const [key] = slip;
    const text = JSON.stringify(slip);
    gasping += text.length;
    if (gasping < MAX_GASP_CHARACTERS) shelf(GASP + key, text);
    journal
      .change((store) => store.put(slip, key))
      .then(
        () => {
          gasping -= text.length;
          healthy = true;
          shelf(GASP + key, null);
        },
        () => {
          healthy = false;
        },
      );
  };
  return {
    keep,
    drop(id = '', from = '') {
      for (const name of shelf.names(GASP + id)) if (name >= GASP + id + from) shelf(name, null);
      journal.change((store) => store.delete(IDBKeyRange.bound(id + from, id + AFTER))).catch(() => {});
    },
    seal: (id) => shelf(GASP + id, JSON.stringify([id])),
    async read() {
      const all: Slip[] = [];
      for (const name of shelf.names(GASP)) {
        try {
          const slip: Slip = JSON.parse(shelf(name) as string);
          if (slip[0].length < ID_LENGTH) throw name;
          keep(slip);
          all.push(slip);
        } catch {
          // Half-written or foreign text holds nothing of ours.
          shelf(name, null);
        }
      }
      const stored = await journal.read().catch(() => []);
      const last = stored[JOURNAL_PAGE - 1];
      return [[...stored, ...all].filter((slip) => !last || batchOf(slip) !== batchOf(last)), !!last];
    },
    healthy: () => healthy,
  };
};
