import type { Capture } from '../capture/index.ts';
import type { TroddenEvent } from '../wire.ts';

/**
 * A number in [0, 1) made of a session's id, the same in all of its pages and tabs. Of the whole id: two that one page gives share their
 * random half. FNV-1a, with the last steps of MurmurHash3, since ids differ in few characters.
 */
export const drawOf = (id: string): number => {
  let hash = 0x811c9dc5;
  for (const char of id) hash = Math.imul(hash ^ char.charCodeAt(0), 0x1000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash >>> 0) / 2 ** 32;
};

/** Has the session recorded if its draw says so; and the next one, which may begin while the page is open. */
export const drawReplay: Capture = ({ heard, identity, options, replay, shelf }) => {
  const { start } = replay;
  let drawn: string | undefined;
  const isDrawn = () => {
    const { session_id } = identity();
    const share = options.replay === 'on' ? 1 : Number(options.replay);
    // Or it was wanted, by this page or another one of it.
    return replay.isWanted || drawOf(session_id) < share || !!shelf('replay')?.startsWith(session_id);
  };
  const look = (event?: TroddenEvent) => {
    if (event?.event_type === '$error') replay.hasErred = true;
    // The share changes with the project's settings.
    const now = `${identity().session_id} ${options.replay}`;
    if (drawn === now) return;
    drawn = now;
    // Once it is loaded this does nothing: the recorder looks for itself.
    if (isDrawn()) start?.();
  };
  replay.isDrawn = isDrawn;
  look();
  heard.add(look);
  return () => heard.delete(look);
};
