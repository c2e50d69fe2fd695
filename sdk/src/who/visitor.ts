import type { Shelf } from '../util/index.ts';
import { newId } from '../util/index.ts';

const NAME = 'visitor';

/** One browser, as far as its storage remembers. With `renew` somebody else uses it from now on. */
export const visitorOf = (shelf: Shelf, renew?: boolean): string => {
  const id = (!renew && shelf(NAME)) || newId();
  // Also when it is known: a cookie's life begins anew, and one that was just asked for is made.
  shelf(NAME, id);
  return id;
};
