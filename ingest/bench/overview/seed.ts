import { newestFold, planFold, runFold } from '../../src/rollup/index.ts';
import { unfinishedFold } from '../../src/rollup/plan.ts';
import { readMigrations } from '../../src/store/migration-files.ts';
import { waitingBlocks } from '../../test/overview/fold-all.ts';
import type { BenchEngine } from './engine.ts';

export const END = '2026-11-20 00:00:00';
const DAYS = 30;
const hash = (...parts: (string | number)[]) => `cityHash64(${parts.join(', ')})`;
const hex = (value: string) => `leftPad(lower(hex(${value})), 16, '0')`;
const uuid = (key: string, kind: string) =>
  `concat(substring(${hex(hash(key, `'${kind}1'`))}, 1, 8), '-', substring(${hex(hash(key, `'${kind}1'`))}, 9, 4), '-4', substring(${hex(hash(key, `'${kind}2'`))}, 1, 3), '-a', substring(${hex(hash(key, `'${kind}2'`))}, 4, 3), '-', substring(${hex(hash(key, `'${kind}3'`))}, 1, 12))`;

export interface Size {
  users: number;
  /** Events per user as a multiple of nine. */
  mult: number;
}

/** Per user and `mult`: 5 `active` events, 3 page views and a click in two sessions; a tenth are guests, a third are in teams. */
function sourceStatements({ users, mult }: Size): string[] {
  const span = DAYS * 86_400_000;
  const start = `(toInt64(toUnixTimestamp(toDateTime('${END}', 'UTC'))) * 1000 - ${span})`;
  const pick = (list: string, salt: string, of: number) => `${list}[${hash('u', `'${salt}'`)} % ${of} + 1]`;
  const person = `
    (${hash('u', "'anon'")} % 10 = 0)::UInt8 AS anon,
    ${pick("['US','DE','FR','GB','JP','IN','BR','CA','AU','ES']", 'cc', 10)} AS country,
    concat(country, '-', toString(${hash('u', "'rg'")} % 50)) AS region,
    ${pick("['Chrome','Chrome','Chrome','Safari','Safari','Firefox','Edge','Samsung Internet']", 'br', 8)} AS browser,
    ${pick("['Windows','macOS','iOS','Android','Linux']", 'os', 5)} AS os,
    ${pick("['desktop','desktop','mobile','tablet']", 'dv', 4)} AS device,
    if(${hash('u', "'t?'")} % 10 < 3, 1 + ${hash('u', "'tm'")} % ${Math.max(1, Math.floor(users / 20))}, 0)::UInt32 AS team`;
  const referrers =
    "['https://google.com/','https://twitter.com/','https://news.ycombinator.com/','','https://github.com/','https://reddit.com/']";
  const session = (number: string) => `
    ${start} + toInt64(${hash('u', number, "'ss'")} % (${span} - 3600000)) AS opened,
    ${referrers}[${hash('u', number, "'rf'")} % 6 + 1] AS referrer,
    concat(substring(${hex('opened')}, 5, 8), '-', substring(${hex('opened')}, 13, 4), '-7', substring(${hex(hash('u', number, "'s1'"))}, 1, 3), '-8', substring(${hex(hash('u', number, "'s1'"))}, 4, 3), '-', substring(${hex(hash('u', number, "'s2'"))}, 1, 12)) AS sid`;
  const at = (ms: string) => `fromUnixTimestamp64Milli(${ms}, 'UTC') AS at`;
  return [
    `SELECT 'active' AS kind, ${at(`${start} + toInt64(${hash('number', "'tk'")} % ${span})`)}, toUInt32(intDiv(number, ${5 * mult})) AS u,
       '' AS referrer, '' AS sid, '' AS path, '' AS element, ${person}, number AS n FROM numbers(${users * 5 * mult})`,
    `SELECT 'view' AS kind, ${at(`opened + (r % 2) * toInt64(20000 + ${hash('number', "'dl'")} % 100000)`)}, u, referrer, sid,
       concat('/page-', toString(${hash('number', "'pg'")} % 100)) AS path, '' AS element, ${person}, number AS n
     FROM (SELECT number, number % ${3 * mult} AS j, j % 3 AS r, toUInt32(intDiv(number, ${3 * mult})) AS u, ${session('(intDiv(j, 3) * 2 + (r = 2))')} FROM numbers(${users * 3 * mult}))`,
    `SELECT 'click' AS kind, ${at(`opened + toInt64(5000 + ${hash('number', "'cl'")} % 15000)`)}, u, referrer, sid,
       '' AS path, concat('btn-', toString(${hash('number', "'el'")} % 50)) AS element, ${person}, number AS n
     FROM (SELECT number, toUInt32(intDiv(number, ${mult})) AS u, ${session(`((number % ${mult}) * 2)`)} FROM numbers(${users * mult}))`,
  ];
}

const SOURCE = 'kind, at, u, referrer, sid, path, element, anon, country, region, browser, os, device, team, n';

/** The layout under study: one table, a JSON payload, ordered by time. */
const BASE = `CREATE TABLE base (event_type LowCardinality(String), event_at DateTime64(3, 'UTC'), data JSON, project_id String, branch_id String,
  user_id Nullable(String), team_id Nullable(String), refresh_token_id Nullable(String), created_at DateTime64(3, 'UTC') DEFAULT now64(3))
  ENGINE = MergeTree PARTITION BY toYYYYMM(event_at) ORDER BY (project_id, branch_id, event_at)`;

const toBase = `
  SELECT multiIf(kind = 'active', '$token-refresh', kind = 'view', '$page-view', '$click') AS event_type, at AS event_at,
    multiIf(
      kind = 'active', toJSONString(CAST((${uuid('n', 'rt')}, anon = 1, (concat(toString(n % 255), '.', toString(n % 251), '.', toString(n % 241), '.', toString(n % 239)), true, country, region, concat('City-', toString(n % 1000)), (n % 18000) / 100 - 90, (n % 36000) / 100 - 180, 'UTC')),
        'Tuple(refresh_token_id String, is_anonymous Bool, ip_info Tuple(ip String, is_trusted Bool, country_code String, region_code String, city_name String, latitude Float64, longitude Float64, tz_identifier String))')),
      kind = 'view', toJSONString(CAST((anon = 1, referrer, concat('https://example.com', path), path, browser, os, device, country, region, sid),
        'Tuple(is_anonymous Bool, referrer String, url String, path String, browser String, os String, device String, country String, region String, session_id String)')),
      toJSONString(CAST((anon = 1, element, browser, os, device, country, region, referrer, sid), 'Tuple(is_anonymous Bool, element String, browser String, os String, device String, country String, region String, referrer String, session_id String)'))
    )::JSON AS data,
    'proj_bench' AS project_id, 'main' AS branch_id, ${uuid('u', 'us')} AS user_id, if(team = 0, NULL, ${uuid('team', 'tm')}) AS team_id, CAST(NULL, 'Nullable(String)') AS refresh_token_id
  FROM src`;

/** The same rows as they would have come through ingest: one browser per person, time-ordered ids. */
const toEvents = `
  SELECT 'proj_bench' AS project, multiIf(kind = 'active', 'active', kind = 'view', '$page-view', '$click') AS event_type,
    toUUID(concat(substring(${hex('toUnixTimestamp64Milli(at)')}, 5, 8), '-', substring(${hex('toUnixTimestamp64Milli(at)')}, 13, 4), '-7', substring(${hex(hash('n', 'kind', "'e1'"))}, 1, 3), '-8', substring(${hex(hash('n', 'kind', "'e1'"))}, 4, 3), '-', substring(${hex(hash('n', 'kind', "'e2'"))}, 1, 12))) AS event_id,
    at AS event_at, at AS received_at, {block:UInt64} AS block_id, ${uuid('u', 'us')} AS visitor_id, sid AS session_id,
    'signed-in' AS auth_state, visitor_id AS user_id, if(team = 0, '', ${uuid('team', 'tm')}) AS team_id, anon = 1 AS is_anonymous,
    path, browser, os, device, country, region, if(kind = 'view', referrer, '') AS referrer
  FROM src`;
const EVENT_COLUMNS =
  'project, event_type, event_id, event_at, received_at, block_id, visitor_id, session_id, auth_state, user_id, team_id, is_anonymous, path, browser, os, device, country, region, referrer';

function createTables({ run }: BenchEngine, size: Size): void {
  run(`CREATE TABLE src (kind LowCardinality(String), at DateTime64(3, 'UTC'), u UInt32, referrer LowCardinality(String), sid String, path LowCardinality(String),
    element LowCardinality(String), anon UInt8, country LowCardinality(String), region LowCardinality(String), browser LowCardinality(String),
    os LowCardinality(String), device LowCardinality(String), team UInt32, n UInt64) ENGINE = MergeTree ORDER BY at`);
  for (const statement of sourceStatements(size)) run(`INSERT INTO src SELECT ${SOURCE} FROM (${statement})`);
  run('OPTIMIZE TABLE src FINAL');
  run(BASE);
  for (const { sql } of readMigrations().flatMap(({ statements }) => statements)) run(sql);
}

/** Fills both sides in time order and batches of the same size, and folds ours as the server would; goes on where it was interrupted. */
export async function seed(engine: BenchEngine, size: Size, batch: number): Promise<void> {
  const { run, rows, client } = engine;
  const has = (table: string, condition = 'true') =>
    rows(`SELECT 1 FROM ${table} WHERE ${condition} LIMIT 1`).length === 1;
  const isBegun = has('system.tables', "database = currentDatabase() AND name = 'folds'");
  if (!isBegun) createTables(engine, size);
  const total = Number(rows<{ n: string }>('SELECT count() AS n FROM src')[0]?.n);
  const count = Math.ceil(total / batch);
  const cuts =
    count === 1
      ? []
      : (rows<{ q: number[] }>(
          `SELECT quantilesExact(${Array.from({ length: count - 1 }, (_, index) => (index + 1) / count).join(',')})(toUnixTimestamp64Milli(at)) AS q FROM src`,
        )[0]?.q.map(Number) ?? []);
  const edges = [0, ...cuts, 9e12];
  const spent = { base: 0, events: 0, folds: 0 };
  const timed = (name: keyof typeof spent, sql: string) => {
    const began = performance.now();
    run(sql);
    spent[name] += performance.now() - began;
  };
  for (let index = 0; index < count; index++) {
    const [from, to] = [edges[index] ?? 0, edges[index + 1] ?? 0];
    const during = (column: string) =>
      `${column} >= fromUnixTimestamp64Milli(${from}) AND ${column} < fromUnixTimestamp64Milli(${to})`;
    const block = 1_000 + index;
    if (!has('base', during('event_at'))) {
      const columns = 'event_type, event_at, data, project_id, branch_id, user_id, team_id, refresh_token_id';
      timed('base', `INSERT INTO base (${columns}) ${toBase} WHERE ${during('at')}`);
    }
    if (!has('events', `block_id = ${block}`)) {
      const rowsOfBlock = toEvents.replace('{block:UInt64}', String(block));
      timed('events', `INSERT INTO events (${EVENT_COLUMNS}) ${rowsOfBlock} WHERE ${during('at')}`);
    }
    if (!has('blocks', `block_id = ${block}`)) {
      const facts = "block_id, 'bench', count(), min(event_at), max(event_at)";
      run(`INSERT INTO blocks SELECT ${facts} FROM events WHERE block_id = ${block} GROUP BY block_id`);
    }
    const began = performance.now();
    const leftOver = await unfinishedFold(client);
    if (leftOver !== undefined) await runFold(client, leftOver, async () => true);
    const waiting = await waitingBlocks(client);
    if (waiting.length > 0) {
      const fold = await planFold(client, (await newestFold(client)) + 1, waiting);
      await runFold(client, fold, async () => true);
    }
    spent.folds += performance.now() - began;
    engine.takeCosts();
    if (index % 10 === 9 || index === count - 1) {
      const rate = Object.entries(spent).map(([name, ms]) => `${name} ${(ms / 1_000).toFixed(1)} s`);
      console.log(`batch ${index + 1}/${count}: ${rate.join(', ')}`);
    }
  }
}
