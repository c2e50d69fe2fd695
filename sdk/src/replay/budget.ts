import type { Stop } from '../util/index.ts';

/** What recording may take of the main thread: 6 % over ten seconds, or one task that people feel. */
const WINDOW_MS = 10_000;
const MAX_SPENT_MS = 600;
const MAX_TASK_MS = 200;
/** What one snapshot of so many elements takes on a slow machine is what people feel. */
const MAX_ELEMENTS = 12_000;

export type Verdict = 'well' | 'thin' | 'give-up';

/** Before the first snapshot: how many elements there would be, and how many of a thinned page. */
export const judgeSize = (thinSiblings: number): Verdict => {
  const all = document.getElementsByTagName('*').length;
  if (all <= MAX_ELEMENTS) return 'well';
  // Only matching elements are walked by the engine itself, which takes milliseconds where a snapshot takes seconds.
  const hidden = document.querySelectorAll(`:nth-child(n+${thinSiblings + 1}) *`).length;
  return all - hidden <= MAX_ELEMENTS ? 'thin' : 'give-up';
};

/** Measures what the recorder's own observers take, by handing it observers with a clock. */
export const createBudget = (isOver: (worst: 'mutations' | 'task' | 'snapshot') => void) => {
  let spent = 0;
  let since = 0;

  const note = (ms: number, kind: 'mutations' | 'snapshot') => {
    const now = performance.now();
    if (now - since > WINDOW_MS) {
      since = now;
      spent = 0;
    }
    spent += ms;
    if (ms > MAX_TASK_MS) isOver(kind === 'snapshot' ? kind : 'task');
    else if (spent > MAX_SPENT_MS) isOver('mutations');
  };
  return {
    /** Takes a snapshot. */
    time<T>(work: () => T): T {
      const start = performance.now();
      try {
        return work();
      } finally {
        note(performance.now() - start, 'snapshot');
      }
    },
    /** Starts the recorder with observers that are timed. */
    around(start: () => Stop): Stop {
      const own = MutationObserver.prototype;
      const Native = own.constructor as typeof MutationObserver;
      // Nobody else makes one meanwhile: it is put back before anything else runs.
      own.constructor = function timed(callback: MutationCallback) {
        return new Native((records, observer) => {
          const began = performance.now();
          callback(records, observer);
          note(performance.now() - began, 'mutations');
        });
      };
      try {
        return start();
      } finally {
        own.constructor = Native;
      }
    },
  };
};
