export { teamBatchSchema, userBatchSchema } from './schema.ts';
export { readSync, type SyncKind, writeSync } from './sync.ts';
