import { setTimeout as sleep } from 'node:timers/promises';
import type { FailPoint } from '../../src/failpoint.ts';
import { type Outcome, toOutcome } from './outcome.ts';
import { startPoisonProxy } from './proxy.ts';
import { startRemoteEngine } from './remote-engine.ts';
import { type KillContext, type Round, startRound } from './round.ts';

export const FAIL_POINTS: readonly FailPoint[] = [
  'after-append',
  'before-fsync',
  'after-fsync',
  'after-ack',
  'after-plan',
  'mid-insert',
  'after-insert',
  'mid-checkpoint',
  'mid-rotate',
  'mid-delete',
  'mid-recovery',
  'mid-dead-letter',
];

const BATCHES_PER_SECOND = 50;
/** A point that is not passed within this time is not where the study wants it. */
const REACHED_WITHIN_MS = 30_000;
/** Passes before the kill, so that it is not always the first one after a start. */
const MAX_PASSES: Partial<Record<FailPoint, number>> = {
  'after-append': 30,
  'before-fsync': 30,
  'after-fsync': 30,
  'after-ack': 30,
  'mid-insert': 2,
  'after-insert': 2,
  'mid-checkpoint': 2,
};

/** Points that every start passes before it takes anything: without a free life now and then nothing would ever be acknowledged. */
const BEFORE_ANY_ACK: ReadonlySet<FailPoint> = new Set(['mid-recovery', 'mid-rotate', 'after-append', 'after-plan']);
const FREE_LIFE_EVERY = 4;
const FREE_LIFE_MS = 300;

/** Each named point, `kills` times, under load and on the same data. Dead letters need a store that refuses rows, and so a round of their own. */
export async function failPoints(
  context: KillContext,
  points: readonly FailPoint[],
  kills: number,
): Promise<Outcome[]> {
  const poisoned = points.filter((point) => point === 'mid-dead-letter');
  const others = points.filter((point) => point !== 'mid-dead-letter');
  const outcomes: Outcome[] = [];
  if (others.length > 0) {
    const round = await startRound({ context, name: 'points', batchesPerSecond: BATCHES_PER_SECOND });
    outcomes.push(await killAtPoints({ context, round, points: others, kills }));
  }
  if (poisoned.length > 0) outcomes.push(await poisonedRound(context, poisoned, kills));
  return outcomes;
}

async function poisonedRound(context: KillContext, points: readonly FailPoint[], kills: number): Promise<Outcome> {
  const engine = await startRemoteEngine();
  const proxy = await startPoisonProxy(engine.address);
  const env = { CLICKHOUSE_URL: proxy.url };
  const store = engine.address;
  const round = await startRound({ context, name: 'poison', batchesPerSecond: BATCHES_PER_SECOND, env, store });
  const outcome = await killAtPoints({ context, round, points, kills });
  if (outcome.deadEvents === 0) outcome.faults.push('no dead letters');
  await proxy.stop();
  await engine.stop();
  return outcome;
}

interface PointKills {
  context: KillContext;
  round: Round;
  points: readonly FailPoint[];
  kills: number;
}

async function killAtPoints({ context, round, points, kills }: PointKills): Promise<Outcome> {
  const reached = new Map<FailPoint, number>();
  for (const point of points) {
    let count = 0;
    for (let n = 0; n < kills; n++) {
      if (await killAt(context, round, point)) count += 1;
      if (BEFORE_ANY_ACK.has(point) && n % FREE_LIFE_EVERY === 0) await freeLife(round);
    }
    reached.set(point, count);
    context.say(`  ${count} kills ${point}`);
  }
  round.server.kill();
  await round.server.exit;
  round.restart();
  const what = `killed at ${[...reached].map(([point, count]) => `${point} ${count}×`).join(', ')}`;
  const outcome = toOutcome(what, round, await round.finish());
  for (const [point, count] of reached) if (count < kills) outcome.faults.push(`${point} only ${count} times`);
  return outcome;
}

/** True when the armed server died at the point, not by our hand. */
async function killAt(context: KillContext, round: Round, point: FailPoint): Promise<boolean> {
  round.server.kill();
  await round.server.exit;
  const pass = 1 + Math.floor(context.random() * (MAX_PASSES[point] ?? 1));
  const armed = round.restart({ TRODDEN_FAILPOINT: `${point}@${pass}` });
  const end = await Promise.race([armed.exit, sleep(REACHED_WITHIN_MS, 'late' as const, { ref: false })]);
  return end === 'SIGKILL';
}

async function freeLife(round: Round): Promise<void> {
  round.server.kill();
  await round.server.exit;
  round.restart();
  await round.server.readyMs;
  await sleep(FREE_LIFE_MS);
}
