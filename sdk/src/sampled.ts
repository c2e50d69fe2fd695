import type { CaptureContext } from './capture/index.ts';
import type { Options } from './options.ts';

/** The session's id was drawn by chance, so it decides for all of its pages and tabs without asking anybody. */
const DIGITS = 8;

/** Whether this session is one to record, or was wanted by another page of it. */
export const isSampled = ({ replay }: Options, { identity, shelf }: CaptureContext): boolean => {
  const { session_id } = identity();
  const share = replay === true || replay === 'on' ? 1 : Number(replay) || 0;
  return Number(`0x${session_id.slice(-DIGITS)}`) < share * 16 ** DIGITS || !!shelf('replay')?.startsWith(session_id);
};
