/** A corner of web storage that never throws: private modes, full disks and sandboxed frames answer with nothing. */
export interface Shelf {
  get(name: string): string | null;
  /** Writes, or removes with null; false when the browser refused. */
  set(name: string, value: string | null): boolean;
  names(): string[];
}

export const createShelf = (area: 'localStorage' | 'sessionStorage', prefix: string): Shelf => {
  const attempt = <T>(work: (storage: Storage) => T, otherwise: T): T => {
    try {
      return work(window[area]);
    } catch {
      return otherwise;
    }
  };
  return {
    get: (name) => attempt((storage) => storage.getItem(prefix + name), null),
    set: (name, value) =>
      attempt((storage) => {
        if (value === null) storage.removeItem(prefix + name);
        else storage.setItem(prefix + name, value);
        return true;
      }, false),
    names: () =>
      attempt(
        (storage) =>
          Object.keys(storage)
            .filter((name) => name.startsWith(prefix))
            .map((name) => name.slice(prefix.length)),
        [],
      ),
  };
};
