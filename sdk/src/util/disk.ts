import type { UseStore } from 'idb-keyval';
import { createStore } from 'idb-keyval';

/**
 * One store of one database, that whoever forgets everything can delete without waiting for this page. Without a name it
 * refuses everything, as a browser does that has no IndexedDB.
 */
export const createDisk = (name: string, table: string) => {
  let use: UseStore | undefined;
  return async <T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => PromiseLike<T>): Promise<T> => {
    if (!name) throw name;
    use ??= createStore(name, table);
    return use(mode, (store) => {
      const { db } = store.transaction;
      db.onversionchange = () => {
        db.close();
        use = undefined;
      };
      return work(store);
    });
  };
};
