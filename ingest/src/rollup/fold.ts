import type { StoreClient } from '../store/index.ts';
import { assignIds } from './ids.ts';
import { foldPageEvents } from './page-events.ts';
import { type Fold, finishFold } from './plan.ts';
import { foldSessionSums } from './session-sums.ts';
import { foldSets } from './sets.ts';
import { foldVisits } from './visits.ts';

/** Somebody else may be leading: nothing more may be written in this term. */
class LeaseLostError extends Error {
  override name = 'LeaseLostError';
}

const STEPS = [assignIds, foldVisits, foldSets, foldSessionSums, foldPageEvents, finishFold] as const;

/**
 * Adds one planned fold to every table. It may be killed anywhere and run again: ids, visits and page events find out what is there already,
 * sets and session sums carry markers, and each step reads only what the steps before it have completed.
 */
export async function runFold(client: StoreClient, fold: Fold, mayGoOn: () => Promise<boolean>): Promise<void> {
  for (const step of STEPS) {
    if (!(await mayGoOn()))
      throw new LeaseLostError('The lease ran out in the middle of a fold; its successor finishes it.');
    await step(client, fold);
  }
}
