import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { diskFull } from './disk-full.ts';
import { FAIL_POINTS, failPoints } from './fail-points.ts';
import { fsyncErrors } from './fsync-errors.ts';
import { outage } from './outage.ts';
import { type Outcome, passed, toTable } from './outcome.ts';
import { createRandom } from './random.ts';
import { randomKills } from './random-kills.ts';
import { resets } from './resets.ts';
import type { KillContext } from './round.ts';

const HELP = `Kills the real server, its engine and its disk under load, then compares every event id with what the clients were told.

  --rounds N    random kills (300), a tenth as many with broken connections
  --points N    kills at each of the 12 named points (20)
  --minutes N   how long the store is away (5)
  --disks N     times the disk is filled, and times it refuses to sync (5)
  --only A,B    parts to run: random, points, resets, outage, disk, fsync
  --point NAME  only this named point
  --seed N      the same moments again
  --cli FILE    the server (ingest/dist/cli.js)
`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '300' },
    points: { type: 'string', default: '20' },
    minutes: { type: 'string', default: '5' },
    disks: { type: 'string', default: '5' },
    only: { type: 'string' },
    point: { type: 'string' },
    seed: { type: 'string' },
    cli: { type: 'string', default: 'ingest/dist/cli.js' },
    help: { type: 'boolean', default: false },
  },
});

async function main(): Promise<number> {
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const cli = resolve(values.cli);
  if (!existsSync(cli)) {
    process.stderr.write(`There is no ${cli}; run "npm run build" first.\n`);
    return 2;
  }
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  const context: KillContext = {
    cli,
    random: createRandom(seed),
    say: (line) => process.stdout.write(`${line}\n`),
  };
  const wanted = values.only?.split(',');
  const outcomes: Outcome[] = [];
  const startedAt = Date.now();

  async function part(name: string, work: () => Promise<Outcome | Outcome[] | undefined>): Promise<void> {
    if (wanted !== undefined && !wanted.includes(name)) return;
    const done = [(await work()) ?? []].flat();
    outcomes.push(...done);
    for (const outcome of done) context.say(`${passed(outcome) ? 'ok    ' : 'FAILED'} ${outcome.what}`);
  }

  context.say(`seed ${seed}`);
  const rounds = Number(values.rounds);
  const points = FAIL_POINTS.filter((point) => values.point === undefined || values.point === point);
  const besides = part('outage', () => outage(context, Number(values.minutes)));
  await part('random', () => randomKills(context, rounds));
  await part('points', () => failPoints(context, points, Number(values.points)));
  await part('resets', () => resets(context, Math.ceil(rounds / 10)));
  await part('disk', () => diskFull(context, Number(values.disks)));
  await part('fsync', () => fsyncErrors(context, Number(values.disks)));
  await besides;

  context.say(`\n${toTable(outcomes)}\n\n${Math.round((Date.now() - startedAt) / 60_000)} min, seed ${seed}`);
  return outcomes.every(passed) ? 0 : 1;
}

process.exitCode = await main();
