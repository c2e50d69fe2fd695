import type { Shelf, Stop } from '../util/index.ts';
import { newId, on } from '../util/index.ts';

const NAME = 'tab';

/**
 * Groups the page loads of one tab. The id is in storage only between two pages: duplicating a living tab copies its
 * storage, and so finds none.
 */
export const createTab = (shelf: Shelf): { id: string; stop: Stop } => {
  const id = shelf.get(NAME) ?? newId();
  const take = () => void shelf.set(NAME, null);
  const leave = () => void shelf.set(NAME, id);
  take();
  const stops = [on(window, 'pagehide', leave), on(window, 'pageshow', take)];
  return {
    id,
    stop() {
      leave();
      for (const stop of stops) stop();
    },
  };
};
