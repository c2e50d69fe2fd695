import { setTimeout as sleep } from 'node:timers/promises';
import { type Outcome, toOutcome } from './outcome.ts';
import { type KillContext, startRound } from './round.ts';
import { untilEngineRuns } from './server-process.ts';

const BATCHES_PER_SECOND = 200;
/** Short ones hit the recovery, long ones a server at work. */
const MAX_LIFE_MS = 1_600;
/** Nearly half of the kills hit the engine: those wait until there is one. */
const ENGINE_SHARE = 0.25;
const BOTH_SHARE = 0.2;
const ENGINE_WITHIN_MS = 10_000;

type Victim = 'server' | 'engine' | 'both';

function chooseVictim(choice: number): Victim {
  if (choice < ENGINE_SHARE) return 'engine';
  return choice < ENGINE_SHARE + BOTH_SHARE ? 'both' : 'server';
}

/** `kill -9` of the server, its engine or both at random moments, the next life starting at once; or always of the same. */
export async function randomKills(context: KillContext, kills: number, only?: Victim): Promise<Outcome> {
  const round = await startRound({ context, name: 'random', batchesPerSecond: BATCHES_PER_SECOND });
  const counts: Record<Victim, number> = { server: 0, engine: 0, both: 0 };
  for (let n = 0; n < kills; n++) {
    const victim = only ?? chooseVictim(context.random());
    if (victim !== 'server') await untilEngineRuns(round.dataDir, ENGINE_WITHIN_MS);
    await sleep(context.random() * MAX_LIFE_MS);
    if (victim !== 'server') round.killEngine();
    if (victim !== 'engine') {
      round.server.kill();
      await round.server.exit;
      round.restart();
    }
    counts[victim] += 1;
  }
  const what = `${kills} random kill -9 (${counts.server} server, ${counts.engine} engine, ${counts.both} both)`;
  const outcome = toOutcome(what, round, await round.finish());
  // An engine that dies is the store being away: events are taken all the same.
  if (only === 'engine' && outcome.refusals !== '–') outcome.faults.push(`refused ${outcome.refusals}`);
  return outcome;
}
