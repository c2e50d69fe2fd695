import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CountAnswer, EventBatch, RecentAnswer, RecentEvent } from '../../src/contract/index.ts';
import type { RunningServer } from '../../src/server.ts';
import type { StoreClient } from '../../src/store/index.ts';
import { until } from '../embedded/process.ts';
import { goldenBatches } from '../golden/batches.ts';
import { batchOf, sendOk } from '../server/batch.ts';
import { ask, askOk, clientOf, codeOf, PUBLIC_KEY, rowsOf, startHere } from '../server/harness.ts';
import { scratchDir } from '../with-engine.ts';

const { dir: dataDir, remove } = scratchDir();
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const now = Date.now();
let server: RunningServer;
let client: StoreClient;

/** Golden batches as if they happened now, with ids of their own. */
const goldens: EventBatch[] = Object.values(goldenBatches).map((golden) => {
  const batch = structuredClone(golden) as EventBatch;
  const events = batch.events.map((event) => ({ ...event, event_id: randomUUID(), event_at_ms: now - 5_000 }));
  return { ...batch, key: PUBLIC_KEY, batch_id: randomUUID(), sent_at_ms: now, events };
});

/** Spread over a month, with many at the same millisecond. */
const AGES_MS = [0, 1, 1, 1, 900, 59_000, 61_000, HOUR_MS, 5 * HOUR_MS, 2 * DAY_MS, 2 * DAY_MS, 29 * DAY_MS];
const spread = batchOf(PUBLIC_KEY, AGES_MS.length);
spread.events = spread.events.map((event, index) => ({ ...event, event_at_ms: now - 60_000 - (AGES_MS[index] ?? 0) }));
const TOTAL = AGES_MS.length + goldens.flatMap((batch) => batch.events).length;

const count = async (query = '') => (await askOk<CountAnswer>(server.url, `/api/events/count${query}`)).count;
const recent = (query = '') => askOk<RecentAnswer>(server.url, `/api/events/recent${query}`);

beforeAll(async () => {
  server = await startHere(dataDir);
  client = await clientOf(dataDir);
  for (const batch of [...goldens, spread]) expect((await sendOk(server.url, batch)).rejected).toEqual([]);
  await until(async () => (await count()) === TOTAL, 20_000);
});
afterAll(async () => {
  await client.close();
  await server.stop();
  remove();
});

async function everything(limit: number): Promise<RecentEvent[]> {
  const events: RecentEvent[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: RecentAnswer = await recent(`?limit=${limit}${cursor === '' ? '' : `&cursor=${cursor}`}`);
    events.push(...page.events);
    cursor = page.next_cursor;
  }
  return events;
}

describe('GET /api/events/recent', () => {
  it.each([1, 2, 5, 1_000])('walks every event once, newest first, ties by id, in pages of %i', async (limit) => {
    const expected = await rowsOf<{ id: string }>(
      client,
      'SELECT toString(event_id) AS id FROM events ORDER BY event_at DESC, id DESC',
    );
    expect((await everything(limit)).map((event) => event.event_id)).toEqual(expected.map(({ id }) => id));
  });

  it('gives back what was sent, field by field', async () => {
    const events = await everything(1_000);
    for (const batch of goldens) {
      for (const sent of batch.events) {
        const got = events.find((event) => event.event_id === sent.event_id);
        // Events without data come back with none in it.
        expect(got?.data).toEqual(sent.data ?? {});
        expect(got).toMatchObject({
          event_type: sent.event_type,
          event_at_ms: sent.event_at_ms,
          visitor_id: batch.visitor_id,
          session_id: batch.session_id,
          tab_id: batch.tab_id,
          session_replay_segment_id: batch.session_replay_segment_id,
          page_view_id: sent.page_view_id,
          auth_state: batch.auth.state,
          user_id: batch.auth.user_id ?? null,
          team_id: batch.auth.team_id ?? null,
          is_anonymous: batch.auth.is_anonymous ?? false,
          release: batch.release ?? null,
        });
        expect(got?.received_at_ms).toBeGreaterThanOrEqual(now);
      }
    }
  });

  it('has exactly the fields of the contract', async () => {
    const [event] = (await recent('?limit=1')).events;
    expect(Object.keys(event ?? {}).join()).toBe(
      'event_id,event_type,event_at_ms,received_at_ms,visitor_id,user_id,is_anonymous,auth_state,team_id,session_id,tab_id,' +
        'session_replay_segment_id,page_view_id,url,path,browser,os,device,country,release,data',
    );
  });

  it('goes on from a cursor although newer events have come', async () => {
    const first = await recent('?limit=3');
    await sendOk(server.url, batchOf(PUBLIC_KEY, 2));
    await until(async () => (await count()) === TOTAL + 2, 20_000);
    const second = await recent(`?limit=3&cursor=${first.next_cursor}`);
    const all = (await everything(1_000)).map((event) => event.event_id);
    expect([...first.events, ...second.events].map((event) => event.event_id)).toEqual(all.slice(2, 8));
  });

  it('hides no event behind a row that other hands wrote', async () => {
    const at = Date.now();
    await client.insert({
      table: 'events',
      format: 'JSONEachRow',
      values: [
        {
          project: 'default',
          event_type: '$click',
          event_id: randomUUID(),
          event_at: at,
          received_at: at,
          anchor: '{{',
        },
      ],
    });
    expect((await recent('?limit=1')).events[0]?.data).toMatchObject({ anchor: {} });
    await client.command({
      query: "ALTER TABLE events DELETE WHERE anchor = '{{'",
      clickhouse_settings: { mutations_sync: '2' },
    });
  });
});

describe('GET /api/events/count', () => {
  const iso = (ms: number) => encodeURIComponent(new Date(ms).toISOString());
  const at = now - 60_000;

  it.each([
    ['', 'true'],
    ['?event_type=purchase', "event_type = 'purchase'"],
    ['?event_type=$click', "event_type = '$click'"],
    ['?event_type=nothing', 'false'],
    [`?from=${at}&to=${at + 1}`, `toUnixTimestamp64Milli(event_at) = ${at}`],
    [`?from=${at - 1}&to=${at}`, `toUnixTimestamp64Milli(event_at) = ${at - 1}`],
    [`?from=${iso(at - HOUR_MS)}`, `toUnixTimestamp64Milli(event_at) >= ${at - HOUR_MS}`],
    [`?to=${iso(at - HOUR_MS)}&event_type=purchase`, `toUnixTimestamp64Milli(event_at) < ${at - HOUR_MS}`],
    [
      `?from=${new Date(at - 2 * DAY_MS).toISOString().slice(0, 10)}`,
      `event_at >= toStartOfDay(toDateTime64('${new Date(at - 2 * DAY_MS).toISOString().slice(0, 19)}', 3, 'UTC'))`,
    ],
    [`?from=${at}&to=${at}`, 'false'],
    ['?from=&to=&event_type=', 'true'],
    ['?unknown=1&filter=x', 'true'],
  ])('%s is %s', async (query, condition) => {
    const [direct] = await rowsOf<{ n: string }>(
      client,
      `SELECT count() AS n FROM events WHERE project = 'default' AND (${condition})`,
    );
    expect(await count(query)).toBe(Number(direct?.n));
  });
});

describe('questions that cannot be understood', () => {
  const cursor = (text: string) => Buffer.from(text).toString('base64url');

  it.each([
    '/api/events/count?from=yesterday',
    '/api/events/count?from=2026-13-01',
    '/api/events/count?from=2026-02-30',
    '/api/events/count?from=2026-02-28T10:00',
    '/api/events/count?from=-5',
    '/api/events/count?from=1.5',
    '/api/events/count?from=1e3',
    '/api/events/count?from=2&to=1',
    '/api/events/count?from=1&from=2',
    `/api/events/count?event_type=${'x'.repeat(129)}`,
    '/api/events/recent?limit=0',
    '/api/events/recent?limit=1001',
    '/api/events/recent?limit=-1',
    '/api/events/recent?limit=ten',
    '/api/events/recent?limit=1;DROP',
    '/api/events/recent?cursor=x',
    `/api/events/recent?cursor=${cursor('1.2')}`,
    `/api/events/recent?cursor=${cursor(`1.${randomUUID()}.x`)}`,
    `/api/events/recent?cursor=${cursor(`x.${randomUUID()}`)}`,
    `/api/events/recent?cursor=${'a'.repeat(500)}`,
  ])('%s', async (path) => {
    const response = await ask(server.url, path);
    expect([response.status, await codeOf(response)]).toEqual([400, 'INVALID_QUERY']);
  });

  it('are never SQL', async () => {
    for (const text of [
      "' OR 1=1 --",
      "purchase' UNION ALL SELECT 1 --",
      '{x:String}',
      '\\',
      "\\' OR 1=1 --",
      '%',
      '\u0000',
      'a\nb\tc',
    ]) {
      expect(await count(`?event_type=${encodeURIComponent(text)}`), text).toBe(0);
    }
  });

  it('and methods that nobody answers are named', async () => {
    const response = await fetch(`${server.url}/api/events/count`, {
      method: 'POST',
      headers: { authorization: 'Bearer sk_test_0123456789abcdef' },
    });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET']);
  });
});
