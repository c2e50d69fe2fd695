import type { Shelf } from '../util/index.ts';
import { createGasp } from './gasp.ts';
import { createJournal } from './journal.ts';
import type { Entry, Slip } from './parcel.ts';

export interface Outbox {
  /** Keeps one entry: in the gasp before this returns, in the journal a moment later. */
  keep(key: string, slip: Slip): void;
  /** Removes everything of one batch, or from one of its events on. */
  drop(id: string, from?: string): void;
  /** The gasp once more, however slow: the page is about to go. */
  last(): void;
  /** Takes over what other pages left in the gasp. Resolves when it is in the journal, or never will be. */
  rescue(): Promise<void>;
  /** Stored entries from a key on, whichever store has them. */
  read(from: string, limit: number): Promise<Entry[]>;
  clear(): void;
  /** Whether the last journal write succeeded. */
  journalled(): boolean;
}

export const createOutbox = (shelf: Shelf, name: string, own: string): Outbox => {
  const journal = createJournal(name);
  const gasp = createGasp(shelf, own);
  /** Not yet in the journal. */
  const loose = new Map<string, Slip>();
  /** Of these, what no transaction carries yet. Transactions overlap: one that waits for another is lost in a kill. */
  let fresh = new Map<string, Slip>();
  let writing = Promise.resolve();
  let healthy = true;

  const note = (last?: boolean) => gasp.write([...loose], last);
  const write = async () => {
    const entries = [...fresh];
    if (!entries.length) return;
    fresh = new Map();
    try {
      await journal.put(entries);
      healthy = true;
      // An entry that was written again meanwhile is not the one that is safe.
      for (const [key, slip] of entries) if (loose.get(key) === slip) loose.delete(key);
      note();
    } catch {
      healthy = false;
      fresh = new Map([...entries, ...fresh]);
    }
  };
  const put = ([key, slip]: Entry) => {
    loose.set(key, slip);
    fresh.set(key, slip);
  };
  /** After this task, so that a burst shares one transaction. */
  const soon = () => {
    writing = Promise.all([writing, Promise.resolve().then(write)]).then(() => {});
    return writing;
  };

  return {
    keep(key, slip) {
      put([key, slip]);
      note();
      void soon();
    },
    drop(id, from = '') {
      for (const key of loose.keys())
        if (key.startsWith(id) && key >= id + from) {
          loose.delete(key);
          fresh.delete(key);
        }
      note();
      journal.drop(id, from).catch(() => {
        healthy = false;
      });
    },
    last: () => note(true),
    async rescue() {
      for (const { entries, remove } of gasp.others()) {
        entries.forEach(put);
        if (note(true)) remove();
      }
      await soon();
    },
    async read(from, limit) {
      const stored = await journal.read(from, limit).catch(() => []);
      const rest = [...loose].filter(([key]) => key >= from);
      return [...new Map([...stored, ...rest])].sort(([a], [b]) => (a < b ? -1 : 1));
    },
    clear() {
      loose.clear();
      fresh.clear();
      note();
      journal.clear().catch(() => {});
    },
    journalled: () => healthy,
  };
};
