export { runFold } from './fold.ts';
export type { Lease } from './lease.ts';
export { createLease, LEASE_MS } from './lease.ts';
export { type Fold, newestFold, planFold, waitingBlocks } from './plan.ts';
export { rebuildRollup } from './rebuild.ts';
export type { Rollup, RollupOptions, RollupStats } from './rollup.ts';
export { startRollup } from './rollup.ts';
export type { VerifyReport } from './verify.ts';
export { verifyRollup } from './verify.ts';
