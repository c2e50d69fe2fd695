import type { CaptureContext } from '../capture/index.ts';

/** The session's id was drawn by chance, so it decides for all of its pages and tabs without asking anybody. */
const DIGITS = 8;

/** Whether this session is one to record, or was wanted by this page or another one of it. */
export const isSampled = ({ options, identity, shelf, replay: { isWanted } }: CaptureContext): boolean => {
  const { replay } = options;
  const { session_id } = identity();
  const share = replay === true || replay === 'on' ? 1 : Number(replay) || 0;
  const draw = Number(`0x${session_id.slice(-DIGITS)}`) / 16 ** DIGITS;
  return isWanted || draw < share || !!shelf('replay')?.startsWith(session_id);
};
