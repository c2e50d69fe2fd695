export interface Shelf {
  /** One value: read without a value, removed with null. Undefined when the browser refused. */
  (name: string, value?: string | null, area?: 'localStorage' | 'sessionStorage'): string | null | undefined;
  /** The names that begin so. */
  names(start: string): string[];
}

/** A corner of web storage that never throws, as private modes, full disks and sandboxed frames do. */
export const createShelf = (prefix: string): Shelf => {
  const shelf: Shelf = (name, value, area = 'localStorage') => {
    try {
      const storage = window[area];
      if (value === undefined) return storage.getItem(prefix + name);
      if (value === null) storage.removeItem(prefix + name);
      else storage.setItem(prefix + name, value);
      return '';
    } catch {
      return undefined;
    }
  };
  shelf.names = (start) => {
    try {
      return Object.keys(localStorage).flatMap((name) =>
        name.startsWith(prefix + start) ? name.slice(prefix.length) : [],
      );
    } catch {
      return [];
    }
  };
  return shelf;
};
