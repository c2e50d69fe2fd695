export { SpoolClosedError, SpoolFailedError, SpoolFullError } from './errors.ts';
export type { SpoolLimits } from './limits.ts';
export { type DirectoryLock, DirectoryLockedError, lockDirectory } from './lock.ts';
export type { SpoolOptions } from './open.ts';
export { openSpool } from './open.ts';
export type { BatchAck, Spool, SpoolBatch, SpoolStats } from './spool.ts';
