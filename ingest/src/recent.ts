/** A map that forgets: it keeps at least the `size` newest keys and never more than twice as many. */
export interface Recent<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): void;
}

/**
 * Two generations: what is asked for moves to the young one, and when that is full the old one goes as a whole.
 * Forgetting the oldest key of a single Map one by one walks over all the holes that earlier deletions left:
 * 200,000 addresses took 10 s that way, which is a gift to whoever floods the server with new addresses.
 */
export function createRecent<Key, Value>(size: number): Recent<Key, Value> {
  let young = new Map<Key, Value>();
  let old = new Map<Key, Value>();

  function set(key: Key, value: Value): void {
    if (young.size >= size && !young.has(key)) {
      old = young;
      young = new Map();
    }
    young.set(key, value);
  }

  return {
    get(key) {
      const value = young.get(key);
      if (value !== undefined) return value;
      const earlier = old.get(key);
      if (earlier !== undefined) set(key, earlier);
      return earlier;
    },
    set,
  };
}
