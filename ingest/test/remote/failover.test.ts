import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFailover } from '../../src/store/failover.ts';
import { createStoreClient } from '../../src/store/index.ts';
import { openGate } from '../server/gate.ts';
import { startTestEngine, type TestEngine } from '../with-engine.ts';

const FENCE_MS = 700;
/** A timer may ring that much early. */
const TIMER_MS = 2;

let store: TestEngine;
let gates: Awaited<ReturnType<typeof openGate>>[];
beforeAll(async () => {
  store = await startTestEngine();
  const port = Number(new URL(store.engine.url).port);
  gates = await Promise.all([openGate(port), openGate(port)]);
});
afterAll(async () => {
  await Promise.all(gates.map((gate) => gate.close()));
  await store.stop();
});

test('goes to the next address when one is gone, and lets what the old one was told come to its end first', async () => {
  const { username, password } = store.engine;
  const at = (index: number) =>
    createStoreClient({ url: `http://127.0.0.1:${gates[index]?.port}`, username, password });
  const client = createFailover([at(0), at(1)], { fenceMs: FENCE_MS });
  const ask = async () => (await client.query({ query: 'SELECT 7 AS n', format: 'JSONEachRow' })).json();
  const write = () => client.command({ query: 'SELECT 1', session_id: 'trodden-writer-test' });

  expect(await ask()).toEqual([{ n: 7 }]);
  const lastWriteAt = performance.now();
  await write();
  // What the store itself refuses says nothing about the address.
  await expect(client.query({ query: 'SELECT nothing' })).rejects.toThrow();

  gates[0]?.cut();
  await expect(ask()).rejects.toThrow();
  // Questions go on at once, the writer waits.
  expect(await ask()).toEqual([{ n: 7 }]);
  expect(performance.now() - lastWriteAt).toBeLessThan(FENCE_MS);
  await write();
  expect(performance.now() - lastWriteAt).toBeGreaterThanOrEqual(FENCE_MS - TIMER_MS);
  await write();

  // And back again, when the other one goes.
  gates[0]?.open();
  gates[1]?.cut();
  await expect(ask()).rejects.toThrow();
  expect(await ask()).toEqual([{ n: 7 }]);
  await client.close();
});

test('a wait for the fence ends when the server stops', async () => {
  const { username, password } = store.engine;
  gates[1]?.open();
  const at = (index: number) =>
    createStoreClient({ url: `http://127.0.0.1:${gates[index]?.port}`, username, password });
  const client = createFailover([at(0), at(1)], { fenceMs: 60_000 });
  await client.command({ query: 'SELECT 1', session_id: 'trodden-writer-test' });
  gates[0]?.cut();
  await expect(client.query({ query: 'SELECT 1' })).rejects.toThrow();
  const over = new AbortController();
  const waiting = client.command({ query: 'SELECT 1', session_id: 'trodden-writer-test', abort_signal: over.signal });
  over.abort();
  await expect(waiting).rejects.toThrow();
  await client.close();
});
