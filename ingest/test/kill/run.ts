import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { diskFull } from './disk-full.ts';
import { FAIL_POINTS, failPoints } from './fail-points.ts';
import { flapping } from './flapping.ts';
import { fsyncErrors } from './fsync-errors.ts';
import { outage } from './outage.ts';
import { type Outcome, passed, toTable } from './outcome.ts';
import { createRandom } from './random.ts';
import { randomKills } from './random-kills.ts';
import { replayKills } from './replay-kills.ts';
import { resets } from './resets.ts';
import type { KillContext } from './round.ts';
import { stops } from './stops.ts';

/** How often each part hurts the server. */
interface Form {
  rounds: number;
  engines: number;
  points: number;
  minutes: number;
  outages: number;
  flaps: number;
  disks: number;
  fsyncs: number;
  stops: number;
  recordings: number;
}
const USUAL: Form = {
  rounds: 300,
  engines: 50,
  points: 20,
  minutes: 5,
  outages: 2,
  flaps: 30,
  disks: 5,
  fsyncs: 5,
  stops: 20,
  recordings: 50,
};
/** What a release that is called stable has behind it. */
const MATRIX: Form = {
  rounds: 1_000,
  engines: 300,
  points: 50,
  minutes: 10,
  outages: 20,
  flaps: 300,
  disks: 50,
  fsyncs: 20,
  stops: 200,
  recordings: 300,
};
const SHORT_OUTAGE = { awayMs: 10_000, backMs: 5_000 };
const FLAP = { awayMs: 1_000, backMs: 1_000 };

const HELP = `Kills the real server, its engine and its disk under load, then compares every event id with what the clients were told.

  --rounds N      random kills of server, engine or both (300), a tenth as many with broken connections
  --engines N     kills of the engine alone (50)
  --points N      kills at each of the 12 named points (20)
  --minutes N     how long the store is away (5)
  --outages N     times it is away for 10 s (2)
  --flaps N       times it is away for a second, and back for one (30)
  --disks N       times the disk is filled (5)
  --fsyncs N      times it refuses to sync (5)
  --stops N       times the server is told to end (20)
  --recordings N  kills while recordings arrive (50)
  --matrix        all of it as often as a stable release needs: hours
  --only A,B      parts to run: random, engine, points, resets, outage, outages, flaps, disk, fsync, stops, recordings
  --point NAME    only this named point
  --seed N        the same moments again
  --cli FILE      the server (ingest/dist/cli.js)
`;

const number = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    rounds: number,
    engines: number,
    points: number,
    minutes: number,
    outages: number,
    flaps: number,
    disks: number,
    fsyncs: number,
    stops: number,
    recordings: number,
    matrix: { type: 'boolean', default: false },
    only: { type: 'string' },
    point: { type: 'string' },
    seed: { type: 'string' },
    cli: { type: 'string', default: 'ingest/dist/cli.js' },
    help: { type: 'boolean', default: false },
  },
});

function formOf(): Form {
  const form = { ...(values.matrix ? MATRIX : USUAL) };
  for (const name of Object.keys(form) as (keyof Form)[])
    if (values[name] !== undefined) form[name] = Number(values[name]);
  return form;
}

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
  const form = formOf();
  const points = FAIL_POINTS.filter((point) => values.point === undefined || values.point === point);
  const besides = part('outage', () => outage(context, form.minutes));
  await part('random', () => randomKills(context, form.rounds));
  await part('engine', () => randomKills(context, form.engines, 'engine'));
  await part('points', () => failPoints(context, points, form.points));
  await part('resets', () => resets(context, Math.ceil(form.rounds / 10)));
  await part('outages', () => flapping(context, { times: form.outages, ...SHORT_OUTAGE }));
  await part('flaps', () => flapping(context, { times: form.flaps, ...FLAP }));
  await part('disk', () => diskFull(context, form.disks));
  await part('fsync', () => fsyncErrors(context, form.fsyncs));
  await part('stops', () => stops(context, form.stops));
  await part('recordings', () => replayKills(context, form.recordings));
  await besides;

  context.say(`\n${toTable(outcomes)}\n\n${Math.round((Date.now() - startedAt) / 60_000)} min, seed ${seed}`);
  return outcomes.every(passed) ? 0 : 1;
}

process.exitCode = await main();
