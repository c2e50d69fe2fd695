import type { Guard, Shelf, Stop } from '../util/index.ts';
import { newId } from '../util/index.ts';

const NAME = 'tab';
const AREA = 'sessionStorage';

/**
 * Groups the page loads of one tab. The id is in storage only between two pages: duplicating a living tab copies its
 * storage, and so finds none.
 */
export const createTab = (shelf: Shelf, { on }: Guard): [id: string, stop: Stop] => {
  const id = shelf(NAME, undefined, AREA) || newId();
  const take = () => shelf(NAME, null, AREA);
  const leave = () => shelf(NAME, id, AREA);
  take();
  const stops = [on(window, 'pagehide', leave), on(window, 'pageshow', take)];
  return [
    id,
    (forget) => {
      if (!forget) leave();
      for (const stop of stops) stop();
    },
  ];
};
