import { setTimeout as sleep } from 'node:timers/promises';
import { type Outcome, toOutcome } from './outcome.ts';
import { startResettingProxy } from './proxy.ts';
import { startRemoteEngine } from './remote-engine.ts';
import { type KillContext, startRound } from './round.ts';

const BATCHES_PER_SECOND = 200;
const RESET_SHARE = 0.4;
const MAX_LIFE_MS = 2_500;
/** In a short run chance may spare every insert. */
const FEW_KILLS = 5;

/** A store of one's own behind a proxy that breaks connections, before and after the commit, while the server is killed. */
export async function resets(context: KillContext, kills: number): Promise<Outcome> {
  const engine = await startRemoteEngine();
  const proxy = await startResettingProxy(engine.address, context.random, RESET_SHARE);
  const env = { CLICKHOUSE_URL: proxy.url };
  const store = engine.address;
  const round = await startRound({ context, name: 'resets', batchesPerSecond: BATCHES_PER_SECOND, env, store });
  for (let n = 0; n < kills; n++) {
    await sleep(context.random() * MAX_LIFE_MS);
    round.server.kill();
    await round.server.exit;
    round.restart();
  }
  const verdict = await round.finish();
  const outcome = toOutcome(`${kills} kill -9 of the server, ${proxy.harmed} broken inserts`, round, verdict);
  if (proxy.harmed === 0 && kills > FEW_KILLS) outcome.faults.push('no insert was broken');
  await proxy.stop();
  await engine.stop();
  return outcome;
}
