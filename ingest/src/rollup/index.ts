export { runFold } from './fold.ts';
export { type Fold, newestFold, planFold, waitingBlocks } from './plan.ts';
export type { Rollup, RollupOptions, RollupStats } from './rollup.ts';
export { startRollup } from './rollup.ts';
