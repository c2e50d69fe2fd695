import type { Shelf } from '../util/index.ts';
import { newId } from '../util/index.ts';

const NAME = 'visitor';

export interface Visitor {
  id(): string;
  /** Somebody else uses this browser from now on. */
  renew(): void;
}

/** One browser, as far as its storage remembers. */
export const createVisitor = (shelf: Shelf): Visitor => {
  let id = shelf.get(NAME);
  const renew = () => {
    id = newId();
    shelf.set(NAME, id);
  };
  if (!id) renew();
  return { id: () => id as string, renew };
};
