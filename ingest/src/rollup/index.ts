export type { Rollup, RollupOptions, RollupStats } from './rollup.ts';
export { startRollup } from './rollup.ts';
