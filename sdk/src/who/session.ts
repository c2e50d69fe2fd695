import type { Shelf } from '../util/index.ts';
import { newId, timeOf } from '../util/index.ts';

const IDLE_MS = 1_800_000; // 30 minutes
const MAX_MS = 86_400_000; // 24 hours
/** How stale the shared note of the last activity may be: each write costs every event of every tab. */
const NOTE_MS = 10_000;
const NAME = 'session';

/**
 * A visit across tabs, as of an activity that happens now. Tabs share the note of the last activity, so an active tab
 * keeps the session of an idle one alive. `renew` begins another.
 */
export const createSession = (shelf: Shelf): ((renew?: boolean) => string) => {
  let id = '';
  let last = 0;
  return (renew) => {
    const now = Date.now();
    if (!renew && Math.abs(now - last) < NOTE_MS) return id;
    const [storedId, storedLast] = (shelf(NAME) ?? '').split('.');
    if (storedId && Number(storedLast) > last) {
      id = storedId;
      last = Number(storedLast);
    }
    if (renew || !id || now - last > IDLE_MS || now - timeOf(id) > MAX_MS) id = newId();
    last = now;
    shelf(NAME, `${id}.${now}`);
    return id;
  };
};
