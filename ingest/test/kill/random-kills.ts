import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome } from './outcome.ts';
import { toOutcome } from './outcome.ts';
import { type KillContext, startRound } from './round.ts';

const BATCHES_PER_SECOND = 200;
/** Short ones hit the recovery, long ones a server at work. */
const MAX_LIFE_MS = 1_600;
const ENGINE_SHARE = 0.35;
const BOTH_SHARE = 0.25;

/** `kill -9` of the server, its engine or both at random moments, the next life starting at once. */
export async function randomKills(context: KillContext, kills: number): Promise<Outcome> {
  const round = await startRound({ context, name: 'random', batchesPerSecond: BATCHES_PER_SECOND });
  const counts = { server: 0, engine: 0, both: 0 };
  while (counts.server + counts.engine + counts.both < kills) {
    await sleep(context.random() * MAX_LIFE_MS);
    const choice = context.random();
    const engineDied = choice < ENGINE_SHARE + BOTH_SHARE && round.killEngine();
    if (choice < ENGINE_SHARE) {
      if (engineDied) counts.engine += 1;
      continue;
    }
    round.server.kill();
    await round.server.exit;
    counts[engineDied ? 'both' : 'server'] += 1;
    round.restart();
  }
  const what = `${kills} random kill -9 (${counts.server} server, ${counts.engine} engine, ${counts.both} both)`;
  return toOutcome(what, round, await round.finish());
}
