export { answerSettled, askSettled } from './ask-settled.ts';
export { SpoolClosedError, SpoolFailedError, SpoolFullError } from './errors.ts';
export type { SpoolLimits } from './limits.ts';
export { DirectoryLockedError, lockDirectory } from './lock.ts';
export { openSpool } from './open.ts';
export type { BatchAck, Spool, SpoolBatch, SpoolStats } from './spool.ts';
