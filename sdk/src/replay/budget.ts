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

/**
 * Measures what a recorder's own observers take. Observers are told in the order they were made, so one before and one behind
 * the recorder's show how long it had in between.
 */
export const createBudget = (isOver: (worst: 'mutations' | 'task' | 'snapshot') => void) => {
  let spent = 0;
  let since = 0;
  let began = 0;

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
  const watch = (callback: () => void) => {
    const observer = new MutationObserver(callback);
    observer.observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
    return observer;
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
    /** Starts the recorder between two observers. */
    around(start: () => Stop): Stop {
      const before = watch(() => {
        began = performance.now();
      });
      const stop = start();
      const behind = watch(() => note(performance.now() - began, 'mutations'));
      return () => {
        before.disconnect();
        behind.disconnect();
        stop();
      };
    },
  };
};
