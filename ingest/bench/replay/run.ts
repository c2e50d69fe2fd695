/**
 * What replays cost the server: `node --import tsx ingest/bench/replay/run.ts [megabytes]`.
 * Chunks are made and zipped before the clock starts; the server is a process of its own with the embedded store.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ReplaysAnswer } from '../../src/contract/index.ts';
import { findEngine } from '../../src/embedded/index.ts';
import { createStoreClient } from '../../src/store/index.ts';
import { cli, PUBLIC_KEY, SECRET_KEY } from '../../test/server/harness.ts';
import { recordSession } from './recording.ts';

const MB = 1_000_000;
const megabytes = Number(process.argv[2] ?? 600);
const CONNECTIONS = 16;
const SESSION_SECONDS = 240;

const dataDir = mkdtempSync(join(tmpdir(), 'trodden-replay-bench-'));
const server = cli(['start'], {
  TRODDEN_DATA_DIR: dataDir,
  TRODDEN_PUBLIC_KEY: PUBLIC_KEY,
  TRODDEN_SECRET_KEY: SECRET_KEY,
  TRODDEN_RATE_LIMIT: '0',
});
const url = await server.ready;
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

const post = (body: Buffer): Promise<number> =>
  new Promise((resolve, reject) => {
    const sent = request(`${url}/v1/replay?t=${Date.now()}`, { method: 'POST', agent }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.on('error', reject);
    sent.end(body);
  });
const ask = async <Answer>(path: string): Promise<Answer> =>
  (await (await fetch(url + path, { headers: { authorization: `Bearer ${SECRET_KEY}` } })).json()) as Answer;

interface Load {
  bodies: Buffer[];
  bytes: number;
}

function makeLoad(targetBytes: number, liveliness: number): Load {
  const load: Load = { bodies: [], bytes: 0 };
  while (load.bytes < targetBytes)
    for (const chunk of recordSession(PUBLIC_KEY, SESSION_SECONDS, Date.now() - SESSION_SECONDS * 1_000, liveliness)) {
      const text = JSON.stringify(chunk);
      load.bytes += text.length;
      load.bodies.push(gzipSync(text));
    }
  return load;
}

async function send({ bodies }: Load): Promise<{ seconds: number; waits: number[]; refused: number }> {
  const waits: number[] = [];
  let next = 0;
  let refused = 0;
  // The server has closed what was idle while the load was made.
  agent.destroy();
  const began = performance.now();
  const lane = async () => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) {
      const at = performance.now();
      if ((await post(body)) !== 200) refused++;
      waits.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, lane));
  return { seconds: (performance.now() - began) / 1_000, waits: waits.sort((a, b) => a - b), refused };
}

async function ingest(liveliness: number): Promise<void> {
  await send(makeLoad(20 * MB, liveliness));
  const load = makeLoad(megabytes * MB, liveliness);
  const wire = load.bodies.reduce((sum, { length }) => sum + length, 0);
  const { seconds, waits, refused } = await send(load);
  const percentile = (share: number) => (waits[Math.floor(waits.length * share)] ?? 0).toFixed(1);
  console.log(
    `ingest: ${load.bodies.length} chunks of ${(load.bytes / load.bodies.length / 1_000).toFixed(0)} KB, ${(load.bytes / MB).toFixed(0)} MB of recordings (${(wire / MB).toFixed(1)} MB zipped), acknowledged ` +
      `after fsync at ${(load.bytes / MB / seconds).toFixed(0)} MB/s; ack p50 ${percentile(0.5)} ms, p99 ${percentile(0.99)} ms; refused ${refused}`,
  );
}

/** The session of the peers' bench lasts seconds; this one 30 minutes, as lively all the time. */
async function storage(client: ReturnType<typeof createStoreClient>): Promise<void> {
  const count = 20;
  await client.command({ query: 'TRUNCATE TABLE replay_chunks' });
  agent.destroy();
  let raw = 0;
  for (let n = 0; n < count; n++)
    for (const chunk of recordSession(PUBLIC_KEY, 1_800, Date.now() - 1_800_000)) {
      const text = JSON.stringify(chunk);
      raw += text.length;
      await post(gzipSync(text));
    }
  for (let left = 100; left-- > 0; await new Promise((resolve) => setTimeout(resolve, 200)))
    if ((await rows<{ n: string }>(client, 'SELECT count() AS n FROM replay_chunks'))[0]?.n === String(count * 180))
      break;
  await client.command({ query: 'OPTIMIZE TABLE replay_chunks FINAL' });
  const [size] = await rows<{ disk: string }>(
    client,
    "SELECT sum(bytes_on_disk) AS disk FROM system.parts WHERE table = 'replay_chunks' AND active AND database = currentDatabase()",
  );
  console.log(
    `storage: 30 min of recording take ${(Number(size?.disk) / count / MB).toFixed(3)} MB on disk (${(raw / count / MB).toFixed(1)} MB as JSON)`,
  );
}

async function rows<Row>(client: ReturnType<typeof createStoreClient>, query: string): Promise<Row[]> {
  return (await client.query({ query, format: 'JSONEachRow' })).json<Row>();
}

/** Summaries made in place: how the chunks come by them is not what a list costs. */
async function lists(client: ReturnType<typeof createStoreClient>): Promise<void> {
  const replays = 100_000;
  await client.command({
    query: `INSERT INTO replays SELECT 'default' AS project, toString(generateUUIDv7()) AS session_id, concat('visitor-', toString(number % 30000)) AS visitor_id,
      if(number % 3 = 0, concat('user-', toString(number % 9000)), '') AS user_id, '' AS team_id, if(user_id = '', [], [user_id]) AS user_ids, [] AS team_ids,
      if(user_id = '', 'anonymous', 'signed-in') AS auth_state, false AS is_anonymous, now64(3) - toIntervalSecond(number * 25) AS started_at,
      started_at + toIntervalSecond(number % 1800) AS ended_at, ended_at AS received_at, number % 60 AS click_count, number % 11 = 0 AS error_count,
      number % 7 = 0 AS dead_count, number % 13 = 0 AS rage_count, number % 9 AS page_count, 1 AS tab_count,
      arrayMap(n -> concat('/p/', toString((number + n) % 400)), range(number % 9)) AS paths, if(number % 5 = 0, ['bought'], []) AS event_names, [] AS notes,
      ['DE', 'US', 'FR', 'PL'][number % 4 + 1] AS country, ['desktop', 'mobile'][number % 2 + 1] AS device, 'Chrome' AS browser, 'Linux' AS os,
      concat('r', toString(number % 20)) AS release, 1 AS snapshot_count, 20 AS chunk_count, 1000000 AS bytes, false AS is_deleted, 20 AS version
      FROM numbers(${replays})`,
  });
  for (const query of [
    '',
    '?filter=country:is:DE&filter=device:is:mobile',
    '?filter=path:matches:/p/12*',
    '?filter=rage:at_least:1&filter=duration_ms:at_least:60000&filter=event:is:bought',
    '?filter=person:is:user-300',
    `?to=${Date.now() - 20 * 86_400_000}&filter=clicks:at_least:30`,
  ]) {
    const times: number[] = [];
    let found = 0;
    for (let n = 0; n < 15; n++) {
      const at = performance.now();
      found = (await ask<ReplaysAnswer>(`/api/replays${query}`)).items.length;
      times.push(performance.now() - at);
    }
    times.sort((a, b) => a - b);
    console.log(
      `list of ${replays} replays ${query || '(no filter)'}: median ${times[7]?.toFixed(0)} ms, worst ${times[14]?.toFixed(0)} ms, ${found} on the page`,
    );
  }
}

try {
  const engine = await findEngine(dataDir);
  if (engine === undefined) throw new Error('No engine answers');
  const client = createStoreClient(engine);
  await ingest(1);
  await ingest(12);
  if (!process.argv.includes('--ingest')) {
    await lists(client);
    await storage(client);
  }
  await client.close();
} finally {
  agent.destroy();
  server.child.kill('SIGTERM');
  await server.ended;
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
}
