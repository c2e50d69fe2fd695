import { createTurn } from './day.ts';

/** A path may have 2,048 characters: a cap on their number alone would not bound the memory. */
const MAX_CHARACTERS_EACH = 80;

/** How many different values of one kind a project may bring in a day (UTC), before the rest is counted as one. */
export interface Vocabulary {
  /** Whether the value is one of those that count by themselves. */
  admits(value: string): boolean;
  report(): { used: number; cap: number; overflowed: number };
}

/**
 * Yesterday's values are let in without being counted, so that a flood of new ones cannot push a site's own pages out. Each day
 * begins with an empty list; an attacker's values of yesterday fade, since only what is used again stays.
 */
export function createVocabulary(cap: () => number, now: () => number, onOverflow = () => {}): Vocabulary {
  let today = new Set<string>();
  let yesterday = new Set<string>();
  let fresh = 0;
  let characters = 0;
  let overflowed = 0;

  const turn = createTurn(now, (day, before) => {
    yesterday = day === before + 1 ? today : new Set();
    today = new Set();
    fresh = characters = overflowed = 0;
  });

  /** A text cut out of a request would keep the whole request in memory. */
  const keep = (value: string) => today.add(Buffer.from(value).toString());

  return {
    admits(value) {
      turn();
      if (today.has(value)) return true;
      const most = cap();
      if (yesterday.has(value) && today.size < 2 * most) {
        keep(value);
        return true;
      }
      if (fresh >= most || characters + value.length > most * MAX_CHARACTERS_EACH) {
        overflowed += 1;
        onOverflow();
        return false;
      }
      fresh += 1;
      characters += value.length;
      keep(value);
      return true;
    },
    report() {
      turn();
      return { used: today.size, cap: cap(), overflowed };
    },
  };
}
