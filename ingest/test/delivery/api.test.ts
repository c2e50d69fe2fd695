import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DeliveryAnswer, DeliveryDay } from '../../src/contract/index.ts';
import type { RunningServer } from '../../src/server.ts';
import { batchOf, sendOk } from '../server/batch.ts';
import { ask, askOk, codeOf, PUBLIC_KEY, startHere } from '../server/harness.ts';
import { scratchDir } from '../with-engine.ts';

const VISIBLE_WITHIN_MS = 10_000;

const scratch = scratchDir();
let server: RunningServer;
beforeAll(async () => {
  server = await startHere(scratch.dir);
});
afterAll(async () => {
  await server.stop();
  scratch.remove();
});

const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const yesterday = Date.now() - 86_400_000;

const day = async (): Promise<DeliveryDay> => {
  const answer = await askOk<DeliveryAnswer>(
    server.url,
    `/api/delivery?from=${dateOf(yesterday)}&to=${dateOf(Date.now())}`,
  );
  expect(answer.days.map(({ date }) => date)).toEqual([dateOf(yesterday)]);
  return answer.days[0] as DeliveryDay;
};

async function until(isTrue: (day: DeliveryDay) => boolean): Promise<DeliveryDay> {
  const end = Date.now() + VISIBLE_WITHIN_MS;
  for (;;) {
    const today = await day();
    if (isTrue(today)) return today;
    if (Date.now() > end) throw new Error(`It did not become true in time: ${JSON.stringify(today)}`);
    await delay(50);
  }
}

const batch = (seq: number, parts: object = {}) => {
  const made = batchOf(PUBLIC_KEY, 2, { batch_seq: seq, ...parts });
  return { ...made, events: made.events.map((event) => ({ ...event, event_at_ms: yesterday })) };
};

test('batches on their way are pending, refused ones have arrived, repeats count once', async () => {
  await sendOk(server.url, batch(0, { counts: { created: 2 } }));
  const last = batch(3, { counts: { created: 8, acked: 2, dropped: { hook: 1 } } });
  await sendOk(server.url, last);
  await sendOk(server.url, last);
  expect(await until(({ events }) => events.received === 4)).toMatchObject({
    expected: 2,
    received: 2,
    pending: 2,
    gaps: [],
    gap_count: 0,
    clients: { created: 8, adopted: 0, acked: 2, dead: 0, dropped: { hook: 1 } },
  });
  // Later than the gap, so that it fills it.
  await sendOk(server.url, batch(2));
  expect(await until(({ events }) => events.received === 6)).toMatchObject({ expected: 3, received: 3, pending: 1 });
});

test('a batch whose every event was refused has arrived', async () => {
  const made = batchOf(PUBLIC_KEY, 1, { batch_seq: 1, counts: { created: 9 } });
  const refused = { ...made, events: [{ event_id: randomUUID(), event_type: '', event_at_ms: yesterday }] as never };
  expect(await sendOk(server.url, refused)).toMatchObject({ accepted: 0, rejected: [{ code: 'INVALID_EVENT_NAME' }] });
  const filled = await until(({ pending }) => pending === 0);
  expect(filled).toMatchObject({ expected: 3, received: 3, events: { received: 6 } });
  // It says nothing about when it happened, so it counts on the day it came.
  const { days } = await askOk<DeliveryAnswer>(server.url, '/api/delivery');
  expect(days.at(-1)).toMatchObject({ expected: 1, received: 1, events: { received: 0, rejected: 1 } });
  expect(days.at(-1)?.clients.created).toBe(9);
});

test.each([
  ['an unknown zone', 'tz=Mars/Olympus'],
  ['a day that does not exist', 'from=2026-02-30'],
  ['an empty range', 'from=1770000000000&to=1770000000000'],
  ['a range over the cap', 'from=2024-01-01&to=2026-01-01'],
  ['a parameter twice', 'tz=UTC&tz=UTC'],
  ['SQL for a time', "from=1' OR 1"],
])('%s is refused with a code', async (_what, query) => {
  const response = await ask(server.url, `/api/delivery?${query}`);
  expect([response.status, await codeOf(response)]).toEqual([400, 'INVALID_QUERY']);
});

test('needs the secret key', async () => {
  expect((await ask(server.url, '/api/delivery', 'sk_somebody_elses_0123')).status).toBe(401);
  expect((await ask(server.url, '/api/delivery', PUBLIC_KEY)).status).toBe(401);
});
