import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { startEngine } from '../../src/embedded/index.ts';
import { createLog } from '../../src/log.ts';
import { startRollup } from '../../src/rollup/index.ts';
import { createStoreClient, migrate, type StoreClient } from '../../src/store/index.ts';
import { cpuSeconds } from '../ingest/process-figures.ts';

const option = (name: string, fallback: number) =>
  Number(process.argv.find((text) => text.startsWith(`--${name}=`))?.split('=')[1] ?? fallback);

const RATE = option('rate', 20_000);
const SECONDS = option('seconds', 30);
const PEOPLE = option('people', 300_000);
const ROUNDS = option('rounds', 2);
const BLOCK_ROWS = Math.min(10_000, RATE);
const LATE_SHARE = 0.01;
const LATE_MS = 3 * 86_400_000;

const PATHS = Array.from({ length: 200 }, (_, index) => `/page/${index}`);
const COUNTRIES = ['DE', 'US', 'FR', 'GB', 'JP', 'BR'];
const pick = <T>(list: readonly T[]) => list[Math.floor(Math.random() * list.length)] as T;

/** Each person has one session for the whole run, as people of an hour have. */
const sessions = Array.from({ length: PEOPLE }, () => {
  const time = (Date.now() - Math.floor(Math.random() * 1_200_000)).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
});

/** The rows of a block, with a hole for its id. Made before anything is measured: this process shares the machine. */
function makeRows(): string[] {
  const now = Date.now();
  return Array.from({ length: BLOCK_ROWS }, () => {
    const who = Math.floor(Math.random() * PEOPLE);
    const at = Math.random() < LATE_SHARE ? now - Math.floor(Math.random() * LATE_MS) : now;
    const user = who % 3 === 0 ? `"auth_state":"signed-in","user_id":"user-${who}",` : '';
    return `"project":"p","event_type":"${Math.random() < 0.6 ? '$page-view' : '$click'}","event_id":"${randomUUID()}","event_at":${at},"received_at":${now},"visitor_id":"visitor-${who}","session_id":"${sessions[who]}",${user}"path":"${pick(PATHS)}","country":"${pick(COUNTRIES)}","browser":"Chrome","os":"Linux","device":"desktop"}\n`;
  });
}

const POOL = Array.from({ length: 30 }, makeRows);
const blockOf = (id: bigint) => pick(POOL).reduce((text, row) => `${text}{"block_id":${id},${row}`, '');

async function store(client: StoreClient, id: bigint, text: string): Promise<void> {
  const { stream } = await client.exec({
    query: 'INSERT INTO events FORMAT JSONEachRow',
    values: Readable.from([text], { objectMode: false }),
    clickhouse_settings: { async_insert: 0 },
  });
  await finished(stream.resume());
  await client.insert({
    table: 'blocks',
    format: 'JSONEachRow',
    values: [{ block_id: id.toString(), node: 'bench', rows: BLOCK_ROWS, min_at: 0, max_at: 0 }],
  });
}

interface Outcome {
  /** Engine's cores at the steady rate. */
  cores: number;
  insertMs: number;
  /** From confirmed to in every answer. */
  lagMs: { p50: number; p99: number; most: number };
  /** Rows a second when the next block follows at once. */
  saturated: number;
}

const at = (list: readonly number[], share: number) =>
  [...list].sort((a, b) => a - b)[Math.floor(share * (list.length - 1))] ?? Number.NaN;

/** Steady first, then as fast as it goes, with the rollup folding beside it or without. */
async function trial(hasRollup: boolean): Promise<Outcome> {
  const dataDir = mkdtempSync(join(tmpdir(), 'trodden-rollup-bench-'));
  const log = createLog('error');
  const engine = await startEngine({ dataDir, log });
  const client = createStoreClient({ url: engine.url, username: engine.username, password: engine.password });
  try {
    await migrate({ client, log });
    const rollup = hasRollup ? startRollup({ client, log, node: 'bench', isAlone: true }) : undefined;
    const confirmedAt = new Map<string, number>();
    const inserts: number[] = [];
    const storeNext = async () => {
      const id = BigInt(Date.now()) << 20n;
      const text = blockOf(id);
      const from = performance.now();
      await store(client, id, text);
      inserts.push(performance.now() - from);
      confirmedAt.set(id.toString(), Date.now());
      rollup?.wake();
    };
    const pid = engine.pid() ?? 0;
    const cpuBefore = cpuSeconds([pid]);
    const began = performance.now();
    const total = Math.floor((RATE * SECONDS) / BLOCK_ROWS);
    for (let index = 0; index < total; index++) {
      const due = began + (index * BLOCK_ROWS * 1_000) / RATE;
      if (due > performance.now()) await delay(due - performance.now());
      await storeNext();
    }
    const cores = (cpuSeconds([pid]) - cpuBefore) / ((performance.now() - began) / 1_000);
    const insertMs = at(inserts, 0.5);
    if (rollup !== undefined) while (rollup.stats().rows < total * BLOCK_ROWS) await delay(50);
    const steady = new Map(confirmedAt);

    const fastFrom = performance.now();
    let rows = 0;
    while (performance.now() - fastFrom < (SECONDS * 1_000) / 2) {
      await storeNext();
      rows += BLOCK_ROWS;
    }
    const saturated = (rows * 1_000) / (performance.now() - fastFrom);
    await rollup?.stop();
    const answer = await client.query({
      query:
        'SELECT arrayJoin(block_ids) AS id, toUnixTimestamp64Milli(max(at)) AS at_ms FROM folds WHERE done = 1 GROUP BY id',
      format: 'JSONEachRow',
      clickhouse_settings: { output_format_json_quote_64bit_integers: 1 },
    });
    const lags = (await answer.json<{ id: string; at_ms: string }>()).flatMap(({ id, at_ms }) => {
      const confirmed = steady.get(id);
      return confirmed === undefined ? [] : [Number(at_ms) - confirmed];
    });
    return { cores, insertMs, lagMs: { p50: at(lags, 0.5), p99: at(lags, 0.99), most: Math.max(...lags) }, saturated };
  } finally {
    await client.close();
    await engine.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const outcomes: { without: Outcome[]; folding: Outcome[] } = { without: [], folding: [] };
for (let round = 0; round < ROUNDS; round++) {
  for (const name of round % 2 === 0 ? (['without', 'folding'] as const) : (['folding', 'without'] as const)) {
    const outcome = await trial(name === 'folding');
    outcomes[name].push(outcome);
    const { cores, insertMs, lagMs, saturated } = outcome;
    const lag = name === 'folding' ? `, lag p50 ${lagMs.p50} ms p99 ${lagMs.p99} ms most ${lagMs.most} ms` : '';
    console.log(
      `${name.padEnd(8)} at ${RATE}/s: engine ${cores.toFixed(2)} cores, insert p50 ${insertMs.toFixed(0)} ms${lag}; saturated: ${Math.round(saturated)} events/s`,
    );
  }
}
const median = (list: readonly Outcome[], read: (outcome: Outcome) => number) => at(list.map(read), 0.5);
const [fast, slowed] = [outcomes.without, outcomes.folding].map((list) => median(list, ({ saturated }) => saturated));
console.log(
  `lag p99 ${median(outcomes.folding, ({ lagMs }) => lagMs.p99)} ms; the rollup takes ${(100 * (1 - (slowed ?? 0) / (fast ?? 1))).toFixed(0)} % of what the engine alone can insert`,
);
