import type { Capture, CaptureContext } from '../capture/index.ts';

/** The session's id was drawn by chance, so it decides for all of its pages and tabs without asking anybody. */
const DIGITS = 8;

/** Whether this session is one to record, or was wanted by this page or another one of it. */
const isDrawn = ({ options, identity, shelf, replay: { isWanted } }: CaptureContext): boolean => {
  const { replay } = options;
  const { session_id } = identity();
  const share = replay === true || replay === 'on' ? 1 : Number(replay) || 0;
  const draw = Number(`0x${session_id.slice(-DIGITS)}`) / 16 ** DIGITS;
  return isWanted || draw < share || !!shelf('replay')?.startsWith(session_id);
};

/** Has the session recorded if its draw says so; and the next one, which may begin while the page is open. */
export const drawReplay: Capture = (context) => {
  const { heard, identity, replay } = context;
  const { start } = replay;
  let session: string | undefined;
  replay.isDrawn = () => isDrawn(context);
  const look = () => {
    const { session_id } = identity();
    if (session === session_id) return;
    session = session_id;
    // Once it is loaded this does nothing: the recorder looks for itself.
    if (isDrawn(context)) start?.();
  };
  look();
  heard.add(look);
  return () => heard.delete(look);
};
