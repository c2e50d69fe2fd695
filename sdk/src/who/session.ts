import type { Shelf } from '../util/index.ts';
import { newId, timeOf } from '../util/index.ts';

const IDLE_MS = 1_800_000; // 30 minutes
const MAX_MS = 86_400_000; // 24 hours
/** How stale the shared note of the last activity may be: each write costs every event of every tab. */
const NOTE_MS = 10_000;
const NAME = 'session';

export interface Session {
  /** The session of an activity that happens now. */
  touch(): string;
  renew(): void;
}

/** A visit across tabs: they share the note, so an active tab keeps the session of an idle one alive. */
export const createSession = (shelf: Shelf): Session => {
  let id = '';
  let last = 0;
  const renew = () => {
    id = newId();
    note();
  };
  const note = () => {
    last = Date.now();
    shelf.set(NAME, `${id}.${last}`);
  };
  return {
    touch() {
      const now = Date.now();
      if (Math.abs(now - last) < NOTE_MS) return id;
      const [storedId, storedLast] = (shelf.get(NAME) ?? '').split('.');
      if (storedId && Number(storedLast) > last) {
        id = storedId;
        last = Number(storedLast);
      }
      if (!id || now - last > IDLE_MS || now - timeOf(id) > MAX_MS) renew();
      else note();
      return id;
    },
    renew,
  };
};
