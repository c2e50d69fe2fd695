import { setTimeout as sleep } from 'node:timers/promises';
import { type Outcome, toOutcome } from './outcome.ts';
import { type KillContext, startRound } from './round.ts';

const BATCHES_PER_SECOND = 200;
const MAX_LIFE_MS = 1_600;
const MAX_EXIT_MS = 12_000;

/** `SIGTERM` under load, as every deployment sends it: the server ends by itself, in time, and says that all is well. */
export async function stops(context: KillContext, times: number): Promise<Outcome> {
  const round = await startRound({ context, name: 'stops', batchesPerSecond: BATCHES_PER_SECOND });
  const faults: string[] = [];
  let slowest = 0;
  for (let n = 0; n < times; n++) {
    await round.server.readyMs;
    await sleep(context.random() * MAX_LIFE_MS);
    const at = Date.now();
    round.server.kill('SIGTERM');
    const end = await round.server.exit;
    slowest = Math.max(slowest, Date.now() - at);
    if (end !== 0) faults.push(`ended with ${end}`);
    round.restart();
  }
  const outcome = toOutcome(`${times} × SIGTERM; ended within ${slowest} ms`, round, await round.finish());
  if (slowest > MAX_EXIT_MS) faults.push(`ended after ${slowest} ms`);
  outcome.faults.push(...faults);
  return outcome;
}
