import { promisifyRequest } from 'idb-keyval';
import type { Slip } from '../delivery/index.ts';
import { createDisk } from '../util/index.ts';

/** More than any batch holds, so that a reading shows at least one batch whole. */
export const JOURNAL_PAGE = 600;

/** What is not yet acknowledged, on disk. Survives a browser kill, where localStorage loses its last seconds. */
export interface Journal {
  /** Resolves when it is written. */
  change(work: (store: IDBObjectStore) => void): Promise<unknown>;
  /** The oldest, `JOURNAL_PAGE` at most, and how many there are. Waits for every change that began before. */
  read(): Promise<[slips: Slip[], count: number]>;
}

/** Without a name it refuses everything, as a browser does that has no IndexedDB. */
export const createJournal = (name: string): Journal => {
  const store = createDisk(name, 'outbox');
  return {
    change: (work) =>
      store('readwrite', (store) => {
        work(store);
        // Without the explicit commit a write begun just before a navigation is lost more often.
        store.transaction.commit?.();
        return promisifyRequest(store.transaction);
      }),
    read: () =>
      store('readonly', (store) =>
        Promise.all([promisifyRequest(store.getAll(null, JOURNAL_PAGE)), promisifyRequest(store.count())]),
      ),
  };
};
