import type { Shelf } from '../util/index.ts';
import { newId } from '../util/index.ts';

const NAME = 'visitor';

/** One browser, as far as its storage remembers. With `renew` somebody else uses it from now on. */
export const visitorOf = (shelf: Shelf, renew?: boolean): string => {
  let id = renew ? '' : shelf(NAME);
  if (!id) {
    id = newId();
    shelf(NAME, id);
  }
  return id;
};
