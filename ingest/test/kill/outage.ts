import { setTimeout as sleep } from 'node:timers/promises';
import { type Outcome, toOutcome } from './outcome.ts';
import { startPassingProxy } from './proxy.ts';
import { startRemoteEngine } from './remote-engine.ts';
import { type KillContext, type Round, startRound } from './round.ts';
import { residentBytes } from './server-process.ts';

/** About 1 kB in the spool for each event, so that 500 batches of ten a second are 5 MB/s. */
const BATCHES_PER_SECOND = 500;
const PADDING = 800;
const MAX_RESIDENT_BYTES = 256 * 1_048_576;
const MAX_READY_MS = 2_000;
const KILL_AT_BYTES = 200_000_000;
const LOOK_EVERY_MS = 250;
const MIB = 1_048_576;

interface SpoolState {
  spool: { waiting_bytes: number; waiting_events: number };
}

async function waitingBytes(port: number): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
  return answer?.ok ? ((await answer.json()) as SpoolState).spool.waiting_bytes : 0;
}

/** The store is away while 5 MB/s arrive; the server is killed once with 200 MB in the spool and once with all of it. */
export async function outage(context: KillContext, minutes: number): Promise<Outcome> {
  const engine = await startRemoteEngine();
  const proxy = await startPassingProxy(engine.address);
  const round = await startRound({
    context,
    name: 'outage',
    batchesPerSecond: BATCHES_PER_SECOND,
    padding: PADDING,
    env: { CLICKHOUSE_URL: proxy.url },
    store: engine.address,
  });
  let maxResident = 0;
  const watching = setInterval(() => {
    maxResident = Math.max(maxResident, residentBytes(round.server.pid));
  }, LOOK_EVERY_MS);
  await sleep(2_000);
  await proxy.setAway(true);
  const until = Date.now() + minutes * 60_000;
  let first: Restart | undefined;
  while (Date.now() < until) {
    await sleep(LOOK_EVERY_MS);
    if (first === undefined && (await waitingBytes(round.port)) >= KILL_AT_BYTES) first = await killAndRestart(round);
  }
  const last = await killAndRestart(round);
  const backlog = await waitingBytes(round.port);
  await proxy.setAway(false);
  const backAt = Date.now();
  await round.client.finish();
  while ((await waitingBytes(round.port)) > 0) await sleep(LOOK_EVERY_MS);
  const drainedMs = Date.now() - backAt;
  clearInterval(watching);
  const what = [
    `store away ${minutes} min`,
    `killed, ${[first, last].flatMap((restart) => restart?.text ?? []).join(', ')}`,
    `RSS max ${Math.round(maxResident / MIB)} MB`,
    `${Math.round(backlog / MIB)} MB drained at ${Math.round(backlog / drainedMs / 1_000)} MB/s`,
  ].join('; ');
  const outcome = toOutcome(what, round, await round.finish());
  if (maxResident > MAX_RESIDENT_BYTES) outcome.faults.push(`RSS ${Math.round(maxResident / MIB)} MB`);
  const { ms } = first ?? last;
  if (ms > MAX_READY_MS) outcome.faults.push(`ready after ${ms} ms`);
  await proxy.stop();
  await engine.stop();
  return outcome;
}

interface Restart {
  ms: number;
  text: string;
}

async function killAndRestart(round: Round): Promise<Restart> {
  const bytes = await waitingBytes(round.port);
  round.server.kill();
  await round.server.exit;
  const ms = Math.round((await round.restart().readyMs) ?? Number.POSITIVE_INFINITY);
  return { ms, text: `ready ${ms} ms with ${Math.round(bytes / MIB)} MB` };
}
