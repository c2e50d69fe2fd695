import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { erasePerson } from '../../src/people/index.ts';
import { delivery, openZone, type Zone } from '../../src/queries/index.ts';
import { migrate } from '../../src/store/index.ts';
import { heldLease } from '../rollup/held-lease.ts';
import { silentLog as log, startTestEngine, type TestEngine } from '../with-engine.ts';

const AT = Date.UTC(2026, 5, 1, 12);
const HOUR_MS = 3_600_000;

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());

test('an erased person leaves no gap behind, and nothing of their own page loads', async () => {
  const client = await engine.database();
  await migrate({ client, log });
  const row = (segment: string, batch_seq: number, user_id: string, visitor_id = 'browser') => ({
    project: 'shop',
    block_id: 1,
    event_id: randomUUID(),
    batch_id: randomUUID(),
    event_type: '$click',
    event_at: AT,
    received_at: AT,
    visitor_id,
    session_id: 'session',
    auth_state: user_id === '' ? 'anonymous' : 'signed-in',
    user_id,
    session_replay_segment_id: segment,
    batch_seq,
    batch_events: 1,
  });
  await client.insert({
    table: 'events',
    format: 'JSONEachRow',
    values: [
      row('shared', 0, ''),
      row('shared', 1, 'ada'),
      row('shared', 2, 'ada'),
      row('shared', 4, ''),
      row('own', 0, 'ada'),
      row('own', 1, 'ada'),
    ],
    clickhouse_settings: { async_insert: 0 },
  });
  const zone = openZone('UTC') as Zone;
  const ask = async () => {
    const question = { project: 'shop', fromMs: AT - HOUR_MS, toMs: AT + HOUR_MS, zone, nowMs: AT + 2 * HOUR_MS };
    const [day] = await delivery(client, question);
    return [day?.expected, day?.received, day?.gaps, day?.events.received];
  };
  const gap = { session_replay_segment_id: 'shared', from_seq: 3, to_seq: 3 };
  expect(await ask()).toEqual([7, 6, [gap], 6]);

  const lease = await heldLease(client);
  for (let times = 0; times < 2; times++) {
    const { after } = await erasePerson({ project: 'shop', userId: 'ada' }, { client, lease });
    expect(after.events).toBe(0);
    expect(await ask()).toEqual([5, 4, [gap], 2]);
  }
  const traces = await client.query({ query: 'SELECT * FROM batch_traces', format: 'JSONEachRow' });
  expect(await traces.text()).not.toMatch(/ada|browser|own/);
}, 60_000);
