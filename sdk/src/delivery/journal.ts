import type { UseStore } from 'idb-keyval';
import { createStore, promisifyRequest } from 'idb-keyval';
import type { Entry, Slip } from './parcel.ts';
import { ID_LENGTH } from './parcel.ts';

/** Sorts after every event id. */
const AFTER = '~';

export interface Journal {
  put(entries: Entry[]): Promise<unknown>;
  /** Everything of one batch, or from one of its events on. */
  drop(id: string, from: string): Promise<unknown>;
  /** The oldest entries from a key on, in order. */
  read(from: string, limit: number): Promise<Entry[]>;
  clear(): Promise<unknown>;
}

/** What is not yet acknowledged, on disk. Survives a browser kill, where localStorage is lost for its first seconds. */
export const createJournal = (name: string): Journal => {
  let use: UseStore | undefined;
  const within = async <T>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => T | PromiseLike<T>,
  ): Promise<T> => {
    use ??= createStore(name, 'outbox');
    return use(mode, work);
  };
  const change = (work: (store: IDBObjectStore) => void) =>
    within('readwrite', (store) => {
      work(store);
      // Without the explicit commit a write begun just before a navigation is lost more often.
      store.transaction.commit?.();
      return promisifyRequest(store.transaction);
    });
  return {
    put: (entries) =>
      change((store) => {
        for (const [key, slip] of entries) store.put(slip, key);
      }),
    drop: (id, from) => change((store) => store.delete(IDBKeyRange.bound(id + from, id + AFTER))),
    read: (from, limit) =>
      within('readonly', async (store) => {
        const range = IDBKeyRange.lowerBound(from);
        const [keys, slips] = await Promise.all([
          promisifyRequest(store.getAllKeys(range, limit)),
          promisifyRequest(store.getAll(range, limit)),
        ]);
        return keys.flatMap((key, index): Entry[] => {
          const slip: Slip = slips[index];
          return typeof key === 'string' && key.length >= ID_LENGTH && Array.isArray(slip) ? [[key, slip]] : [];
        });
      }),
    clear: () => change((store) => store.clear()),
  };
};
