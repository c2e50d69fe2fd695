import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CountAnswer, QueryAnswer, QuerySchemaAnswer, RecentAnswer } from '../../src/contract/index.ts';
import { until } from '../embedded/process.ts';
import { askOk, codeOf } from '../server/harness.ts';
import { CLICKS_EACH, type SqlWorld, startSqlWorld, VIEWS_EACH, VISITORS } from './world.ts';

let world: SqlWorld;
beforeAll(async () => {
  world = await startSqlWorld();
});
afterAll(() => world.stop());

async function run(query: string, more: object = {}): Promise<QueryAnswer> {
  const response = await world.query(query, more);
  const text = await response.text();
  expect(response.status, `${query} → ${text}`).toBe(200);
  return JSON.parse(text);
}

const VIEWS = VISITORS * VIEWS_EACH;
const BOUGHT = VISITORS * CLICKS_EACH;
const ALL = VIEWS + BOUGHT;

const KNOWN: readonly [query: string, rows: unknown[][], params?: Record<string, unknown>][] = [
  ['SELECT count() FROM events', [[ALL]]],
  [
    'SELECT event_type, count() AS n FROM events GROUP BY event_type ORDER BY n DESC',
    [
      ['viewed', VIEWS],
      ['purchase', BOUGHT],
    ],
  ],
  ['SELECT uniq(visitor_id), uniqExact(session_id) FROM events', [[VISITORS, VISITORS]]],
  ["SELECT countIf(event_type = 'purchase'), sumIf(1, event_type = 'viewed') FROM events", [[BOUGHT, VIEWS]]],
  [
    "SELECT path, count() FROM events WHERE event_type = 'viewed' GROUP BY path ORDER BY path LIMIT 2",
    [
      ['/', 12],
      ['/blog/hello', 12],
    ],
  ],
  [
    "SELECT props_string['plan'] AS plan, count() FROM events WHERE event_type = 'purchase' GROUP BY plan ORDER BY plan",
    [
      ['free', 24],
      ['pro', 12],
    ],
  ],
  ["SELECT sum(props_number['price']), max(props_number['price']) FROM events", [[2016, 112]]],
  [
    "SELECT JSONExtract(props_string['nested'], 'a', 'b', 'Array(UInt8)') FROM events WHERE event_type = 'purchase' LIMIT 1",
    [[[1, 2, 3]]],
  ],
  [
    "SELECT JSONExtractInt(props_string['nested'], 'a', 'b', 2), JSONLength(props_string['nested'], 'a', 'b') FROM events WHERE event_type = 'purchase' LIMIT 1",
    [[2, 3]],
  ],
  ['SELECT quantile(0.5)(number), quantilesExact(0.1, 0.9)(number) FROM numbers(101)', [[50, [10, 90]]]],
  ['SELECT toDate(event_at) = today() OR toDate(event_at) = yesterday(), count() FROM events GROUP BY 1', [[1, ALL]]],
  ['SELECT count() FROM events WHERE event_at > now() - INTERVAL 1 HOUR', [[ALL]]],
  ["SELECT toStartOfInterval(toDateTime('2026-01-01 10:17:00', 'UTC'), INTERVAL 15 MINUTE)", [['2026-01-01 10:15:00']]],
  [
    "SELECT dateDiff('day', toDate('2026-01-01'), toDate('2026-03-01')), formatDateTime(toDate('2026-01-02'), '%d.%m.')",
    [[59, '02.01.']],
  ],
  [
    'WITH buyers AS (SELECT DISTINCT visitor_id FROM events WHERE event_type = {type:String}) SELECT count() FROM buyers',
    [[VISITORS]],
    { type: 'purchase' },
  ],
  [
    'WITH a AS (SELECT visitor_id, count() AS n FROM events GROUP BY visitor_id) SELECT count(), min(n), max(n) FROM a',
    [[VISITORS, 8, 8]],
  ],
  ["SELECT count() FROM events a JOIN events b USING (event_id) WHERE a.event_type = 'purchase'", [[BOUGHT]]],
  [
    "SELECT count() FROM (SELECT visitor_id FROM events GROUP BY visitor_id) v LEFT JOIN users u ON u.id = v.visitor_id WHERE u.id = ''",
    [[VISITORS]],
  ],
  [
    "SELECT count() FROM events WHERE visitor_id IN (SELECT visitor_id FROM events WHERE props_string['plan'] = 'pro')",
    [[ALL]],
  ],
  [
    'SELECT number, row_number() OVER (ORDER BY number DESC) AS r FROM numbers(3) ORDER BY number',
    [
      [0, 3],
      [1, 2],
      [2, 1],
    ],
  ],
  ['SELECT max(r) FROM (SELECT row_number() OVER (PARTITION BY visitor_id ORDER BY event_at) AS r FROM events)', [[8]]],
  [
    'SELECT number, sum(number) OVER (ORDER BY number ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM numbers(3)',
    [
      [0, 0],
      [1, 1],
      [2, 3],
    ],
  ],
  ['SELECT lagInFrame(number, 1) OVER w FROM numbers(3) WINDOW w AS (ORDER BY number)', [[0], [0], [1]]],
  ['SELECT arrayMap(x -> x * 2, [1, 2]), arrayFilter(x -> x > 1, [1, 2, 3]), arraySum([1, 2])', [[[2, 4], [2, 3], 3]]],
  ['SELECT groupArray(x) FROM (SELECT number AS x FROM numbers(4) ORDER BY x DESC)', [[[3, 2, 1, 0]]]],
  [
    "SELECT k, count() FROM events ARRAY JOIN mapKeys(props_string) AS k WHERE event_type = 'purchase' GROUP BY k ORDER BY k",
    [
      ['nested', BOUGHT],
      ['plan', BOUGHT],
    ],
  ],
  ["SELECT mapContains(map('a', 1), 'a'), map('a', 1)['a']", [[1, 1]]],
  ["SELECT multiIf(number < 1, 'low', number < 2, 'mid', 'high') FROM numbers(3)", [['low'], ['mid'], ['high']]],
  ["SELECT CASE WHEN number = 1 THEN 'one' ELSE 'other' END FROM numbers(2)", [['other'], ['one']]],
  ['SELECT if(1, 2, 3), coalesce(NULL, 4), nullIf(1, 1), 7 / 2, intDiv(7, 2), 7 % 2', [[2, 4, null, 3.5, 3, 1]]],
  [
    "SELECT splitByChar('/', '/docs/start'), domain('https://shop.example/a?b=1'), lower('ABC')",
    [[['', 'docs', 'start'], 'shop.example', 'abc']],
  ],
  [
    "SELECT replaceRegexpAll('a1b22', '[0-9]+', '#'), extract('order-42', '[0-9]+'), 'abc' LIKE 'a%'",
    [['a#b#', '42', 1]],
  ],
  [
    'SELECT {a:UInt8} + {b:UInt8}, {s:String}, {l:Array(String)}, {n:Nullable(String)}',
    [[3, "it's", ['x', 'y'], null]],
    { a: 1, b: 2, s: "it's", l: ['x', 'y'], n: null },
  ],
  ['SELECT {s:String}', [["') OR 1 = 1 --\n\\"]], { s: "') OR 1 = 1 --\n\\" }],
  ['SELECT 1 UNION ALL SELECT 2', [[1], [2]]],
  ['SELECT 1 INTERSECT SELECT 1', [[1]]],
  ['SELECT number AS n FROM numbers(3) ORDER BY n DESC LIMIT 1 OFFSET 1', [[1]]],
  [
    'SELECT number % 2 AS k, count() FROM numbers(5) GROUP BY k WITH TOTALS ORDER BY k',
    [
      [0, 3],
      [1, 2],
    ],
  ],
  ['SELECT toUInt64(18446744073709551615), toInt64(-5), [toUInt64(1)]', [['18446744073709551615', -5, [1]]]],
  ["SELECT 1 / 0, toFloat64OrNull('x')", [[null, null]]],
  [
    "SELECT windowFunnel(600)(toDateTime(event_at), event_type = 'viewed', event_type = 'purchase') AS level FROM events GROUP BY visitor_id ORDER BY level LIMIT 1",
    [[2]],
  ],
  ['SELECT number FROM numbers(10) WHERE number BETWEEN 3 AND 4', [[3], [4]]],
  ['WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t WHERE n < 5) SELECT sum(n) FROM t', [[15]]],
  ['SELECT * EXCEPT (data, synced_at, signed_up_at) FROM users', [['u1', false, 'One']]],
  ["SELECT JSONExtractString(data, 'plan') FROM users", [['pro']]],
  ['SELECT session_id FROM replays', [['mine']]],
  ['SELECT count() FROM teams', [[0]]],
  [
    'SELECT count() FROM events WHERE event_at >= fromUnixTimestamp64Milli({from:Int64})',
    [[0]],
    { from: 4_000_000_000_000 },
  ],
];

test.each(KNOWN)('%s', async (query, rows, params = {}) => {
  expect((await run(query, { params })).rows).toEqual(rows);
});

test('the numbers are those of the API', async () => {
  const { count } = await askOk<CountAnswer>(world.server.url, '/api/events/count');
  const { events } = await askOk<RecentAnswer>(world.server.url, '/api/events/recent?limit=500');
  expect((await run('SELECT count() FROM events')).rows).toEqual([[count]]);
  const { rows } = await run('SELECT toString(event_id) FROM events ORDER BY event_at DESC, event_id LIMIT 500');
  expect(rows.flat().toSorted()).toEqual(events.map(({ event_id }) => event_id).toSorted());
});

test('a range narrows what is seen', async () => {
  const from = Date.now() + 3_600_000;
  expect((await run('SELECT count() FROM events', { from })).rows).toEqual([[0]]);
  expect((await run('SELECT count() FROM events', { to: from })).rows).toEqual([[ALL]]);
});

test('names and types come with the rows, and more rows than an answer holds are told', async () => {
  const { columns, rows, truncated } = await run('SELECT number AS n, toString(number) AS s FROM numbers(20000)');
  expect(columns).toEqual([
    { name: 'n', type: 'UInt64' },
    { name: 's', type: 'String' },
  ]);
  expect([rows.length, truncated]).toEqual([10_000, true]);
});

test('the schema lists what can be asked', async () => {
  const { tables } = await askOk<QuerySchemaAnswer>(world.server.url, '/api/query/schema');
  expect(tables.map(({ name }) => name)).toEqual(['events', 'replays', 'users', 'teams']);
  for (const { name, columns } of tables)
    await run(`SELECT ${columns.map((each) => each.name).join(', ')} FROM ${name} LIMIT 1`);
  expect(tables[0]?.columns.find(({ name }) => name === 'event_at')?.type).toBe("DateTime64(3, 'UTC')");
});

const SLOW =
  'SELECT count() FROM numbers(20000) a, numbers(20000) b, numbers(1000) c WHERE sipHash64(a.number, b.number, c.number) = 7';

async function running(): Promise<number> {
  const answer = await world.client.query({
    query:
      "SELECT count() AS n FROM system.processes WHERE query LIKE '%sipHash64(a.number%' AND query NOT LIKE '%processes%'",
    format: 'JSONEachRow',
  });
  return Number((await answer.json<{ n: string }>())[0]?.n);
}

test('a query ends in the engine when nobody waits any more', async () => {
  const stop = new AbortController();
  const asked = world.query(SLOW, { timeout_ms: 30_000 }, stop.signal).catch(() => 'left');
  await until(async () => (await running()) === 1, 20_000);
  const stoppedAt = Date.now();
  stop.abort();
  expect(await asked).toBe('left');
  await until(async () => (await running()) === 0, 20_000);
  expect(Date.now() - stoppedAt).toBeLessThan(5_000);
  await run('SELECT 1');
});

/** Both places of the project are free again. */
const free = () =>
  until(async () => {
    const both = await Promise.all([world.query('SELECT 1'), world.query('SELECT 1')]);
    return both.every(({ status }) => status === 200);
  }, 20_000);

test('whoever leaves while his query is still judged leaves nothing running, and holds no place', async () => {
  for (const afterMs of [0, 5, 10, 20, 40, 80]) {
    const stop = new AbortController();
    const asked = world.query(SLOW, { timeout_ms: 30_000 }, stop.signal).catch(() => 'left');
    await delay(afterMs);
    stop.abort();
    expect(await asked).toBe('left');
    await free();
  }
  await until(async () => (await running()) === 0, 20_000);
});

test('a query ends at its time, and only so many run at once', async () => {
  await free();
  const first = world.query(SLOW, { timeout_ms: 6_000 });
  const second = world.query(SLOW, { timeout_ms: 6_000 });
  // Not by asking the engine, which may have no hand free to answer before both are over.
  await delay(1_500);
  expect(await codeOf(await world.query('SELECT 1'))).toBe('QUERY_BUSY');
  for (const response of await Promise.all([first, second])) expect(await codeOf(response)).toBe('QUERY_LIMIT');
  await until(async () => (await running()) === 0, 20_000);
  await run('SELECT 1');
});

test('without a key, or from a foreign page, nobody asks', async () => {
  const post = (headers: Record<string, string>) =>
    fetch(`${world.server.url}/api/query`, { method: 'POST', headers, body: '{"query":"SELECT 1"}' });
  expect(await codeOf(await post({}))).toBe('UNAUTHORIZED');
  expect(await codeOf(await post({ authorization: 'Bearer sk_wrong' }))).toBe('UNAUTHORIZED');
});

test.each([
  ['SELEC 1', 'The query has a syntax error at line 1, column 7.'],
  ['SELECT nope FROM events', 'The query names a column that does not exist here.'],
  ['SELECT * FROM nope', 'The query names a table that does not exist here.'],
  ['SELECT 1; SELECT 2', 'Send one statement at a time.'],
  ['SELECT toUInt8(path) FROM events', 'The engine could not run this query.'],
  ['SELECT path, count() FROM events', 'A column is neither grouped by nor aggregated.'],
])('%s is refused in words', async (query, message) => {
  const answer = await (await world.query(query)).json();
  expect(answer.error).toMatchObject({ code: 'QUERY_FAILED', message });
});
