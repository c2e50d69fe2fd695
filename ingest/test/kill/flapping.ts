import { setTimeout as sleep } from 'node:timers/promises';
import { type Outcome, toOutcome } from './outcome.ts';
import { startPassingProxy } from './proxy.ts';
import { startRemoteEngine } from './remote-engine.ts';
import { type KillContext, startRound } from './round.ts';

/** About 1 kB in the spool for each event, so that 500 batches of ten a second are 5 MB/s. */
const BATCHES_PER_SECOND = 500;
const PADDING = 800;

export interface Flaps {
  times: number;
  awayMs: number;
  /** How long the store answers in between. */
  backMs: number;
}

/** A store that goes away again and again while 5 MB/s arrive. */
export async function flapping(context: KillContext, { times, awayMs, backMs }: Flaps): Promise<Outcome> {
  const engine = await startRemoteEngine();
  const proxy = await startPassingProxy(engine.address);
  const round = await startRound({
    context,
    name: 'flapping',
    batchesPerSecond: BATCHES_PER_SECOND,
    padding: PADDING,
    env: { CLICKHOUSE_URL: proxy.url },
    store: engine.address,
  });
  for (let n = 0; n < times; n++) {
    await sleep(backMs);
    await proxy.setAway(true);
    await sleep(awayMs);
    await proxy.setAway(false);
  }
  const what = `store away ${times} times for ${awayMs / 1_000} s, back for ${backMs / 1_000} s`;
  const outcome = toOutcome(what, round, await round.finish());
  await proxy.stop();
  await engine.stop();
  return outcome;
}
