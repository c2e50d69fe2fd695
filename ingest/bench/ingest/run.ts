import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Candidate, FLOORS, startFloor, startServer, startUnfolded } from './candidates.ts';
import { closedLoop, openLoop } from './load.ts';
import { cpuSeconds, processTree, residentMb } from './process-figures.ts';

/** `node --import tsx ingest/bench/ingest/run.ts`: see README.md beside this file. */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '6' },
    batch: { type: 'string', default: '25' },
    connections: { type: 'string', default: '32' },
    rate: { type: 'string', default: '200' },
    source: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
});
const batch = Number(values.batch);
const seconds = Number(values.seconds);
const connections = Number(values.connections);
const WARM_SECONDS = 2;

interface Trial {
  eventsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  cpuSecondsPerMillion: number;
  /** The same with every child: for us the engine, until all is stored. */
  allCpuSecondsPerMillion: number;
  rssMb: number;
  allRssMb: number;
  errors: number;
  lost: number;
}

async function trial(candidate: Candidate): Promise<Trial> {
  const warm = await closedLoop(candidate.url, batch, connections, WARM_SECONDS);
  await drained(candidate);
  const tree = processTree(candidate.pid);
  const before = { own: cpuSeconds([candidate.pid]), all: cpuSeconds(tree) };
  const load = await closedLoop(candidate.url, batch, connections, seconds);
  const own = cpuSeconds([candidate.pid]) - before.own;
  const rssMb = residentMb([candidate.pid]);
  const allRssMb = residentMb(tree);
  await drained(candidate);
  const millions = (load.requests * batch) / 1e6;
  const stored = await candidate.stored();
  return {
    eventsPerSecond: (load.requests * batch) / load.seconds,
    p50Ms: load.p50Ms,
    p99Ms: load.p99Ms,
    cpuSecondsPerMillion: own / millions,
    allCpuSecondsPerMillion: (cpuSeconds(tree) - before.all) / millions,
    rssMb,
    allRssMb,
    errors: load.errors,
    // The generator stops without waiting for its last answers: at most one batch for each connection is stored beyond the acks.
    lost: stored === undefined ? 0 : Math.max(0, (load.requests + warm.requests) * batch - stored),
  };
}

/** Twice empty in a row: between two blocks the backlog may look empty for a moment. */
async function drained(candidate: Candidate): Promise<void> {
  for (let empty = 0; empty < 2; ) {
    await delay(300);
    empty = (await candidate.backlog()) === 0 ? empty + 1 : 0;
  }
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

const wanted = values.only === '' ? [...FLOORS, 'trodden'] : values.only.split(',');
const names = [...FLOORS, 'trodden' as const, 'unfolded' as const].filter((name) => wanted.includes(name));
const start = (name: (typeof names)[number]) => {
  if (name === 'trodden') return startServer(values.source);
  return name === 'unfolded' ? startUnfolded(values.source) : startFloor(name);
};
const trials = new Map<string, Trial[]>(names.map((name) => [name, []]));
for (let round = 0; round < Number(values.rounds); round++) {
  for (const name of names) {
    const candidate = await start(name);
    try {
      trials.get(name)?.push(await trial(candidate));
    } finally {
      await candidate.stop();
    }
  }
}

const figures = [...trials].map(([name, list]) => {
  const of = (key: keyof Trial, digits = 1) => Number(median(list.map((one) => one[key])).toFixed(digits));
  return {
    server: name,
    'events/s': of('eventsPerSecond', 0),
    'ack p50 ms': of('p50Ms'),
    'p99 ms': of('p99Ms'),
    'CPU s/M': of('cpuSecondsPerMillion'),
    'with engine': of('allCpuSecondsPerMillion'),
    'RSS MB': of('rssMb', 0),
    'all MB': of('allRssMb', 0),
    errors: Math.max(...list.map((one) => one.errors)),
    lost: Math.max(...list.map((one) => one.lost)),
  };
});
console.table(figures);
const rateOf = (name: string) => figures.find(({ server }) => server === name)?.['events/s'];
const [zod, ours, unfolded] = [rateOf('zod'), rateOf('trodden'), rateOf('unfolded')];
if (zod !== undefined && ours !== undefined) {
  console.log(`durable and enriched: ${((ours / zod) * 100).toFixed(0)} % of Express + parse + zod without storing`);
}
if (unfolded !== undefined && ours !== undefined) {
  console.log(
    `the rollup takes ${((1 - ours / unfolded) * 100).toFixed(0)} % of what the server acknowledges without it`,
  );
}

if (names.includes('trodden')) {
  const server = await startServer(values.source);
  try {
    await openLoop(server.url, batch, Number(values.rate), WARM_SECONDS);
    const open = await openLoop(server.url, batch, Number(values.rate), 10);
    console.log(
      `open loop, ${Number(values.rate) * batch} events/s: ack p50 ${open.p50Ms.toFixed(1)} ms, p99 ${open.p99Ms.toFixed(1)} ms, ${open.errors} errors`,
    );
  } finally {
    await server.stop();
  }
}
