import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findEngine } from '../../src/embedded/index.ts';
import { createStoreClient } from '../../src/store/index.ts';
import { chunkOf, mark, move, sendChunk, snapshot } from '../replay/chunks.ts';
import type { Outcome } from './outcome.ts';
import type { KillContext } from './round.ts';
import {
  enginePid,
  freePort,
  KEY,
  killQuietly,
  startServer,
  untilEngineRuns,
  waitUntilStored,
} from './server-process.ts';

const LANES = 8;
const SESSIONS = 40;
const MAX_LIFE_MS = 1_600;
const ENGINE_SHARE = 0.4;
const REPEAT_SHARE = 0.05;
const WITHIN_MS = 120_000;

/** What a recorder does: every chunk again, bit for bit, until an ack names it; some once more after that. */
function startRecorders(url: string, random: () => number) {
  const acked: string[] = [];
  const counts = new Map<number, number>();
  const ackMs: number[] = [];
  let sent = 0;
  let isOver = false;

  async function deliver(chunk: ReturnType<typeof chunkOf>): Promise<void> {
    for (;;) {
      const at = performance.now();
      const answer = await sendChunk(url, chunk).catch(() => undefined);
      const text = await answer?.text().catch(() => undefined);
      counts.set(answer?.status ?? 0, (counts.get(answer?.status ?? 0) ?? 0) + 1);
      if (answer?.ok && text?.includes(chunk.chunk_id)) {
        ackMs.push(performance.now() - at);
        return;
      }
      await sleep(30 + random() * 70);
    }
  }
  const lane = async () => {
    while (!isOver) {
      const seq = Math.floor(sent / SESSIONS);
      const session = `s${sent++ % SESSIONS}`;
      const now = Date.now();
      const events = [...(seq === 0 ? [snapshot(now)] : []), move(now), mark(now, 'click', 'a')];
      const ids = { session_id: session, session_replay_segment_id: session, chunk_seq: seq };
      const chunk = chunkOf(events, { key: KEY, ...ids });
      await deliver(chunk);
      acked.push(chunk.chunk_id);
      if (random() < REPEAT_SHARE) await deliver(chunk);
    }
  };
  const lanes = Promise.all(Array.from({ length: LANES }, lane));
  return {
    acked,
    ackMs,
    counts,
    async finish() {
      isOver = true;
      await lanes;
    },
  };
}

/** `kill -9` of the server or its engine while recordings arrive. Counts chunks where the other parts count events. */
export async function replayKills({ cli, random, say }: KillContext, kills: number): Promise<Outcome> {
  const scratch = mkdtempSync(join(tmpdir(), 'trodden-kill-replay-'));
  const dataDir = join(scratch, 'data');
  mkdirSync(dataDir);
  const port = await freePort();
  const readyMs: number[] = [];
  const faults: string[] = [];
  const launch = () => {
    const started = startServer({ cli, dataDir, port });
    void started.readyMs.then((ms) => ms !== undefined && readyMs.push(ms));
    return started;
  };
  let server = launch();
  await server.readyMs;
  const recorders = startRecorders(`http://127.0.0.1:${port}`, random);
  for (let n = 0; n < kills; n++) {
    const isEngine = random() < ENGINE_SHARE;
    if (isEngine) await untilEngineRuns(dataDir, WITHIN_MS);
    await sleep(random() * MAX_LIFE_MS);
    if (isEngine) killQuietly(enginePid(dataDir));
    else {
      server.kill();
      await server.exit;
      server = launch();
    }
  }
  await recorders.finish();
  if (!(await waitUntilStored(port, WITHIN_MS))) faults.push('did not drain');
  const { stored, distinct, missing, badSums } = await compare(dataDir, recorders.acked);
  if (badSums > 0) faults.push(`${badSums} summaries that miss chunks`);
  server.kill('SIGTERM');
  await server.exit;
  if (missing + stored - distinct + faults.length === 0)
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  else say(`  kept for a look: ${scratch}`);
  const { acked, ackMs, counts } = recorders;
  const sorted = ackMs.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
  const refusals = [...counts].filter(([status]) => status !== 200 && status !== 0);
  return {
    what: `${kills} random kill -9 while recordings arrive (chunks)`,
    sentEvents: acked.length,
    ackedEvents: acked.length,
    storedEvents: distinct,
    deadEvents: 0,
    lost: missing,
    doubled: stored - distinct,
    foreign: distinct - (acked.length - missing),
    readyMsMax: Math.round(Math.max(0, ...readyMs)),
    ackP50Ms: at(0.5),
    ackP99Ms: at(0.99),
    refusals: refusals.map(([status, count]) => `${count}×${status}`).join(' ') || '–',
    faults,
  };
}

async function compare(dataDir: string, acked: readonly string[]) {
  const engine = await findEngine(dataDir);
  if (engine === undefined) throw new Error(`No engine answers in ${dataDir}`);
  const client = createStoreClient(engine);
  const rows = async <Row>(query: string) => (await client.query({ query, format: 'JSONEachRow' })).json<Row>();
  try {
    const found = await rows<{ id: string; n: string }>(
      'SELECT toString(chunk_id) AS id, toString(count()) AS n FROM replay_chunks GROUP BY id',
    );
    const ids = new Set(found.map(({ id }) => id));
    const sums = `SELECT session_id FROM (SELECT session_id, chunk_count FROM replays FINAL) AS sums
      INNER JOIN (SELECT session_id, count() AS n FROM replay_chunks GROUP BY session_id) AS chunks USING (session_id)
      WHERE chunk_count != n`;
    const untilMs = Date.now() + WITHIN_MS;
    let bad = await rows(sums);
    // A summary follows its block.
    while (bad.length > 0 && Date.now() < untilMs) {
      await sleep(200);
      bad = await rows(sums);
    }
    return {
      stored: found.reduce((sum, { n }) => sum + Number(n), 0),
      distinct: ids.size,
      missing: acked.filter((id) => !ids.has(id)).length,
      badSums: bad.length,
    };
  } finally {
    await client.close();
  }
}
