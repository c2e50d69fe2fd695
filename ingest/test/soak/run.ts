import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { findEngine } from '../../src/embedded/index.ts';
import { createStoreClient } from '../../src/store/index.ts';
import { passed, toOutcome, toTable } from '../kill/outcome.ts';
import { createRandom } from '../kill/random.ts';
import { startRound } from '../kill/round.ts';
import { KEY, residentBytes } from '../kill/server-process.ts';
import { createDisturbances, smallDisk } from './disturbances.ts';
import { openTabs, TAB_EVENT } from './tabs.ts';

const HELP = `The real server under a steady load and two tabs of real Chromium, hurt every few seconds, for as long as you like; at the end every
event is compared with what its sender was told.

  --minutes N   how long (60)
  --every N     seconds between two disturbances (20)
  --rate N      batches of ten events a second (100)
  --seed N      the same order again
  --cli FILE    the server (ingest/dist/cli.js)
`;
const MIB = 1_048_576;
const SAMPLE_MS = 5_000;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    every: { type: 'string', default: '20' },
    rate: { type: 'string', default: '100' },
    seed: { type: 'string' },
    cli: { type: 'string', default: 'ingest/dist/cli.js' },
    help: { type: 'boolean', default: false },
  },
});

const openFiles = (pid: number) => (existsSync(`/proc/${pid}/fd`) ? readdirSync(`/proc/${pid}/fd`).length : 0);

/** Every click of the tabs that reached the store, and how often. */
async function tabEvents(dataDir: string): Promise<{ rows: number; events: number }> {
  const engine = await findEngine(dataDir);
  if (engine === undefined) throw new Error('No engine answers');
  const client = createStoreClient(engine);
  const answer = await client.query({
    query: `SELECT toFloat64(count()) AS rows, toFloat64(uniqExact(props_number['n'])) AS events FROM events WHERE event_type = {type:String}`,
    query_params: { type: TAB_EVENT },
    format: 'JSONEachRow',
  });
  const [counts] = await answer.json<{ rows: number; events: number }>();
  await client.close();
  return counts ?? { rows: 0, events: 0 };
}

async function main(): Promise<number> {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  if (values.help) {
    say(HELP);
    return 0;
  }
  const cli = resolve(values.cli);
  if (!existsSync(cli)) {
    say(`There is no ${cli}; run "npm run build" first.`);
    return 2;
  }
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  const random = createRandom(seed);
  const disk = smallDisk();
  if (!disk.isSmall) say('The disk is not filled: only root can make one that may be.');
  try {
    const round = await startRound({
      context: { cli, random, say },
      name: 'soak',
      batchesPerSecond: Number(values.rate),
      dataDir: join(disk.dir, 'data'),
    });
    const url = `http://127.0.0.1:${round.port}`;
    const tabs = await openTabs(url, KEY, 2);
    const disturbances = createDisturbances(round, disk, random);
    const samples: { resident: number; files: number }[] = [];
    const sampling = setInterval(() => {
      const { pid } = round.server;
      samples.push({ resident: residentBytes(pid), files: openFiles(pid) });
    }, SAMPLE_MS);
    const until = Date.now() + Number(values.minutes) * 60_000;
    while (Date.now() < until) {
      await sleep(Number(values.every) * 1_000);
      say(
        `${new Date().toISOString()}  ${await disturbances.next()}  acked ${round.ledger.acked * 10}  clicks ${tabs.clicks()}`,
      );
    }
    clearInterval(sampling);
    await tabs.finish();
    const clicks = tabs.clicks();
    await tabs.stop();
    let stored = { rows: 0, events: 0 };
    const drained = Date.now() + 60_000;
    do {
      await sleep(500);
      stored = await tabEvents(round.dataDir).catch(() => stored);
    } while (stored.events < clicks && Date.now() < drained);
    const outcome = toOutcome(
      `${values.minutes} min: ${[...disturbances.counts].map(([name, count]) => `${count} × ${name}`).join(', ')}`,
      round,
      await round.finish(),
    );
    const doubled = stored.rows - stored.events;
    if (stored.events < clicks) outcome.faults.push(`${clicks - stored.events} clicks of the tabs lost`);
    if (doubled > 0) outcome.faults.push(`${doubled} clicks of the tabs doubled`);
    const most = (of: (sample: { resident: number; files: number }) => number) => Math.max(0, ...samples.map(of));
    say(`\n${toTable([outcome])}\n`);
    say(
      `tabs: ${clicks} events, ${stored.events} stored, ${doubled} doubled; server at most ${Math.round(most(({ resident }) => resident) / MIB)} MB and ${most(({ files }) => files)} open files; seed ${seed}`,
    );
    return passed(outcome) ? 0 : 1;
  } finally {
    disk.remove();
  }
}

process.exitCode = await main();
