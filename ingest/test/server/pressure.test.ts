import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CountAnswer } from '../../src/contract/index.ts';
import { type RunningServer, startServer } from '../../src/server.ts';
import { until } from '../embedded/process.ts';
import { chunkOf, move, sendChunk, snapshot } from '../replay/chunks.ts';
import { scratchDir, silentLog, startTestEngine, type TestEngine } from '../with-engine.ts';
import { batchOf, send } from './batch.ts';
import { openGate } from './gate.ts';
import { ask, askOk, codeOf, PUBLIC_KEY, testConfig } from './harness.ts';

const MIB = 1_048_576;
/** A spool that is soon full, in segments that are soon gone. */
const SMALL = { spoolBytes: 4 * MIB, segmentBytes: MIB / 2, blockBytes: MIB / 4 };

const scratch = scratchDir();
let store: TestEngine;
let gate: Awaited<ReturnType<typeof openGate>>;
let server: RunningServer;

beforeAll(async () => {
  store = await startTestEngine();
  gate = await openGate(Number(new URL(store.engine.url).port));
  const url = new URL(`http://127.0.0.1:${gate.port}/pressure`);
  url.username = store.engine.username;
  url.password = store.engine.password;
  server = await startServer(testConfig(scratch.dir, { CLICKHOUSE_URL: url.href }), {
    log: silentLog,
    spoolLimits: SMALL,
  });
});
afterAll(async () => {
  gate?.open();
  await server?.stop();
  await gate?.close();
  await store?.stop();
  scratch.remove();
});

/** Nothing in it that could be made smaller. */
const chunk = () => {
  const now = Date.now();
  const text = { type: 3, id: 9, textContent: randomBytes(32_768).toString('hex').replaceAll(/\d/g, '*') };
  return chunkOf([snapshot(now - 9, [text]), move(now)], { session_id: 'pressed' });
};
const batch = () => batchOf(PUBLIC_KEY, 400);

it('replays are refused before events while the store is away; what was acknowledged is there when it is back', async () => {
  await until(async () => (await ask(server.url, '/api/events/count')).status === 200, 20_000);
  gate.cut();
  let chunks = 0;
  let events = 0;
  let refused = await sendChunk(server.url, chunk());
  for (; refused.status === 200; refused = await sendChunk(server.url, chunk())) chunks++;
  expect(refused.status).toBe(503);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await codeOf(refused)).toBe('SPOOL_FULL');
  expect(chunks).toBeGreaterThan(10);

  // The room that is left is for events, and there is some.
  let full = await send(server.url, batch());
  for (; full.status === 200; full = await send(server.url, batch())) {
    events += 400;
    expect((await sendChunk(server.url, chunk())).status).toBe(503);
  }
  expect(events).toBeGreaterThan(400);
  expect(await codeOf(full)).toBe('SPOOL_FULL');

  gate.open();
  await until(async () => {
    const answer = await ask(server.url, '/api/events/count');
    return answer.status === 200 && ((await answer.json()) as CountAnswer).count === events;
  }, 30_000);
  await until(async () => {
    const answer = await ask(server.url, '/api/replays/pressed/chunks?limit=200');
    return answer.status === 200 && ((await answer.json()) as { chunks: unknown[] }).chunks.length === chunks;
  }, 30_000);
  expect((await sendChunk(server.url, chunk())).status).toBe(200);
  expect((await askOk<CountAnswer>(server.url, '/api/events/count')).count).toBe(events);
}, 120_000);
