import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { startEngine } from '../../src/embedded/index.ts';
import { createLog } from '../../src/log.ts';
import { startRollup } from '../../src/rollup/index.ts';
import { createStoreClient, migrate, type StoreClient } from '../../src/store/index.ts';

const option = (name: string, fallback: number) =>
  Number(process.argv.find((text) => text.startsWith(`--${name}=`))?.split('=')[1] ?? fallback);

const RATE = option('rate', 20_000);
const SECONDS = option('seconds', 30);
const PEOPLE = option('people', 300_000);
const BLOCK_ROWS = Math.min(10_000, RATE);
const LATE_SHARE = 0.01;
const LATE_MS = 3 * 86_400_000;
const TICKS_PER_SECOND = 100;

const PATHS = Array.from({ length: 200 }, (_, index) => `/page/${index}`);
const COUNTRIES = ['DE', 'US', 'FR', 'GB', 'JP', 'BR'];
const pick = <T>(list: readonly T[]) => list[Math.floor(Math.random() * list.length)] as T;

/** Each person has one session for the whole run, as people of an hour have. */
const sessions = Array.from({ length: PEOPLE }, () => {
  const time = (Date.now() - Math.floor(Math.random() * 1_200_000)).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
});

function blockOf(id: bigint): string {
  let text = '';
  const now = Date.now();
  for (let row = 0; row < BLOCK_ROWS; row++) {
    const who = Math.floor(Math.random() * PEOPLE);
    const at = Math.random() < LATE_SHARE ? now - Math.floor(Math.random() * LATE_MS) : now;
    const user = who % 3 === 0 ? `"auth_state":"signed-in","user_id":"user-${who}",` : '';
    text += `{"block_id":${id},"project":"p","event_type":"${Math.random() < 0.6 ? '$page-view' : '$click'}","event_id":"${randomUUID()}","event_at":${at},"received_at":${now},"visitor_id":"visitor-${who}","session_id":"${sessions[who]}",${user}"path":"${pick(PATHS)}","country":"${pick(COUNTRIES)}","browser":"Chrome","os":"Linux","device":"desktop"}\n`;
  }
  return text;
}

/** CPU seconds of a process so far. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

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

async function trial(hasRollup: boolean): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'trodden-rollup-bench-'));
  const log = createLog('error');
  const engine = await startEngine({ dataDir, log });
  const client = createStoreClient({ url: engine.url, username: engine.username, password: engine.password });
  try {
    await migrate({ client, log });
    const rollup = hasRollup ? startRollup({ client, log, node: 'bench', isAlone: true }) : undefined;
    const confirmedAt = new Map<string, number>();
    const inserts: number[] = [];
    const pid = engine.pid() ?? 0;
    const cpuBefore = cpuSeconds(pid);
    const began = performance.now();
    const total = Math.floor((RATE * SECONDS) / BLOCK_ROWS);
    for (let index = 0; index < total; index++) {
      const id = BigInt(Date.now()) << 20n;
      const text = blockOf(id);
      const due = began + (index * BLOCK_ROWS * 1_000) / RATE;
      if (due > performance.now()) await delay(due - performance.now());
      const from = performance.now();
      await store(client, id, text);
      inserts.push(performance.now() - from);
      confirmedAt.set(id.toString(), Date.now());
      rollup?.wake();
    }
    const seconds = (performance.now() - began) / 1_000;
    const cpu = cpuSeconds(pid) - cpuBefore;
    const at = (list: number[], share: number) =>
      [...list].sort((a, b) => a - b)[Math.floor(share * (list.length - 1))] ?? Number.NaN;
    console.log(
      `${hasRollup ? 'with rollup   ' : 'without rollup'} ${Math.round((total * BLOCK_ROWS) / seconds)} events/s, engine ${(cpu / seconds).toFixed(2)} cores, insert of ${BLOCK_ROWS} p50 ${at(inserts, 0.5).toFixed(0)} ms p99 ${at(inserts, 0.99).toFixed(0)} ms`,
    );
    if (rollup === undefined) return;
    while (rollup.stats().rows < total * BLOCK_ROWS) await delay(50);
    await rollup.stop();
    const answer = await client.query({
      query:
        'SELECT arrayJoin(block_ids) AS id, toUnixTimestamp64Milli(max(at)) AS at_ms FROM folds WHERE done = 1 GROUP BY id',
      format: 'JSONEachRow',
      clickhouse_settings: { output_format_json_quote_64bit_integers: 1 },
    });
    const lags = (await answer.json<{ id: string; at_ms: string }>()).map(
      ({ id, at_ms }) => Number(at_ms) - (confirmedAt.get(id) ?? 0),
    );
    console.log(
      `lag from confirmed to in every answer: p50 ${at(lags, 0.5)} ms, p99 ${at(lags, 0.99)} ms, most ${Math.max(...lags)} ms; last fold ${rollup.stats().fold}`,
    );
  } finally {
    await client.close();
    await engine.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

await trial(false);
await trial(true);
