import type { TroddenEvent } from '../../src/contract/index.ts';
import { goldenBatches } from './batches.ts';

/** Every event of the golden batches. */
export const goldenEvents = Object.values(goldenBatches).flatMap((batch) => (batch as { events: TroddenEvent[] }).events);
