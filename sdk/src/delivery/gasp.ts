import type { Shelf } from '../util/index.ts';
import type { Entry } from './parcel.ts';

/** The usual content is one event on its way into the journal. More piles up only where there is no journal. */
const MAX_CHARACTERS = 65_536;
/** Somebody else's data under our name. */
const MAX_RESCUED_CHARACTERS = 1_048_576;
/** A page near its quota can take long for each write; after this many slow ones only the page's end writes. */
const SLOW_WRITE_MS = 8;
const MAX_SLOW_WRITES = 3;
const PREFIX = 'gasp.';

export interface Gasp {
  /** Replaces this tab's copy. False when it could not be kept whole. */
  write(entries: Entry[], last?: boolean): boolean;
  /** What other pages left behind, living or dead, with a way to remove each copy. */
  others(): { entries: Entry[]; remove: () => void }[];
}

/** The synchronous copy of what is not yet in the journal: it survives a navigation, a crash and a closed tab. */
export const createGasp = (shelf: Shelf, own: string): Gasp => {
  let slow = 0;
  let empty = true;
  return {
    write(entries, last) {
      if (empty && !entries.length) return true;
      if (slow >= MAX_SLOW_WRITES && !last) return false;
      const began = performance.now();
      let text = entries.length ? JSON.stringify(entries) : null;
      const whole = !text || text.length <= MAX_CHARACTERS;
      for (let kept = entries; text && text.length > MAX_CHARACTERS; ) {
        kept = kept.slice(Math.ceil(kept.length / 2));
        text = kept.length ? JSON.stringify(kept) : null;
      }
      const written = shelf.set(PREFIX + own, text);
      empty = !text;
      if (performance.now() - began > SLOW_WRITE_MS) slow++;
      return written && whole;
    },
    others: () =>
      shelf
        .names()
        .filter((name) => name.startsWith(PREFIX) && name !== PREFIX + own)
        .map((name) => {
          const text = shelf.get(name) ?? '';
          return { entries: readEntries(text), remove: () => void (shelf.get(name) === text && shelf.set(name, null)) };
        }),
  };
};

/** Half-written or foreign text holds no entries. */
const readEntries = (text: string): Entry[] => {
  try {
    const entries: unknown = text.length <= MAX_RESCUED_CHARACTERS && JSON.parse(text);
    return (entries as Entry[]).filter(([key, slip]) => typeof key === 'string' && Array.isArray(slip));
  } catch {
    return [];
  }
};
