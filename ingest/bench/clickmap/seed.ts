import { newestFold, planFold, runFold } from '../../src/rollup/index.ts';
import { readMigrations } from '../../src/store/migration-files.ts';
import { waitingBlocks } from '../../test/overview/fold-all.ts';
import type { BenchEngine } from '../overview/engine.ts';

export const PROJECT = 'bench';
export const HOT_PAGE = '/pricing';
export const END_MS = Date.UTC(2026, 10, 20);
export const DAYS = 30;
const DAY_MS = 86_400_000;
const START_MS = END_MS - DAYS * DAY_MS;
const PEOPLE = 300_000;
/** Elements of one page: a shop's list of goods. */
const ELEMENTS = 400;
const BLOCK_ROWS = 500_000;

const h = (salt: string, ...parts: string[]) =>
  `cityHash64(${[...(parts.length ? parts : ['number']), `'${salt}'`].join(', ')})`;
const unit = (salt: string) => `(${h(salt)} % 100000 / 100000)`;
const hex = (value: string) => `leftPad(lower(hex(${value})), 16, '0')`;
const print = (salt: string, ...parts: string[]) => `substring(${hex(h(salt, ...parts))}, 1, 4)`;
const uuid = (salt: string) =>
  `concat(substring(${hex('at_ms')}, 5, 8), '-', substring(${hex('at_ms')}, 13, 4), '-7', substring(${hex(h(salt))}, 1, 3), '-8', substring(${hex(h(salt))}, 4, 3), '-', substring(${hex(h(`${salt}2`))}, 1, 12))`;
const pick = (salt: string, list: readonly (string | number)[]) =>
  `[${list.map((value) => (typeof value === 'string' ? `'${value}'` : value)).join(', ')}][${h(salt)} % ${list.length} + 1]`;

const KEY = (path: string, element: string) => `substring(${hex(h('key', path, element))}, 1, 7)`;
const ANCHOR = `concat('{"t":"a","n":"', ${print('n', 'path', 'e')}, '","h":"', ${print('h', 'path', 'e')}, '","c":["', ${print('c1', 'path', 'e')}, '.', ${print('c2', 'path', 'e')},
  '"],"s":["', ${print('s1', 'path', 'intDiv(e, 20)')}, '","', ${print('s2', 'path')}, '"],"v":["', ${print('v1', 'path', 'e', 'width')}, '","', ${print('v2', 'path', 'e', 'width')},
  '"],"w":["', ${print('w1', 'path', 'e', 'width')}, '","', ${print('w2', 'path', 'e', 'width')}, '"],"o":[', toString(e % 3), ',3,', toString(e % 40), ',1],"q":"', ${print('q', 'path', 'e', 'width')}, '","l":"en"}')`;

/** Of ten events four are clicks, four page views, one an exposure list, one a scroll depth; a quarter of them on one page, of the last two half. */
const ROWS = `
  SELECT number, multiIf(number % 10 < 4, '$click', number % 10 < 8, '$page-view', number % 10 = 8, '$exposures', '$scroll') AS type,
    if(${h('p')} % 4 < if(number % 10 < 8, 1, 2), '${HOT_PAGE}', concat('/page-', toString(${h('pg')} % 200))) AS path,
    toUInt32(pow(${unit('e')}, 2.5) * ${ELEMENTS}) AS e, ${h('u')} % ${PEOPLE} AS person,
    ${START_MS} + toInt64(${h('t')} % ${DAYS * DAY_MS}) AS at_ms, ${h('day', 'person', `intDiv(at_ms, ${DAY_MS})`)} AS sitting,
    ${pick('w', [360, 375, 390, 412, 430, 768, 820, 1024, 1280, 1366, 1440, 1512, 1536, 1680, 1920, 2560])} AS width,
    5000 + toInt64(${h('len', 'path')} % 4000) AS tall
  FROM numbers({first:UInt64}, {rows:UInt64})`;

const COLUMNS: readonly (readonly [string, string])[] = [
  ['project', `'${PROJECT}'`],
  ['block_id', '{block:UInt64}'],
  ['event_type', 'type'],
  ['event_id', `toUUID(${uuid('id')})`],
  ['event_at', "fromUnixTimestamp64Milli(at_ms, 'UTC')"],
  ['received_at', 'event_at'],
  ['visitor_id', "concat('v-', toString(person))"],
  [
    'session_id',
    `concat(substring(${hex('sitting')}, 1, 8), '-', substring(${hex('sitting')}, 9, 4), '-7abc-8def-', leftPad(toString(person), 12, '0'))`,
  ],
  ['page_view_id', uuid('pv')],
  ['user_id', "if(person % 3 = 0, concat('u-', toString(person)), '')"],
  ['auth_state', "if(person % 3 = 0, 'signed-in', 'anonymous')"],
  ['team_id', "if(person % 9 = 0, concat('team-', toString(person % 900)), '')"],
  ['url', "concat('https://shop.example', path)"],
  ['path', 'path'],
  ['release', pick('rel', ['1.0', '1.1', '1.2', '1.3'])],
  ['browser', pick('br', ['Chrome', 'Chrome', 'Safari', 'Firefox'])],
  ['os', pick('os', ['Windows', 'macOS', 'iOS', 'Android'])],
  ['device', "if(width < 768, 'mobile', if(width < 1024, 'tablet', 'desktop'))"],
  ['country', pick('cc', ['US', 'DE', 'FR', 'GB', 'JP', 'IN', 'BR'])],
  ['viewport_width', "if(type IN ('$click', '$page-view'), width, 0)"],
  ['viewport_height', "if(type IN ('$click', '$page-view'), 600 + width % 400, 0)"],
  ['anchor', `if(type = '$click', ${ANCHOR}, '')`],
  ['anchor_key', `if(type = '$click', ${KEY('path', 'e')}, '')`],
  ['tag_name', "if(type = '$click', 'a', '')"],
  ['element_x', `round((${unit('x1')} + ${unit('x2')} + ${unit('x3')}) / 3, 3)`],
  ['element_y', `round((${unit('y1')} + ${unit('y2')} + ${unit('y3')}) / 3, 3)`],
  ['page_x', `round(width * ((e % 8) + ${unit('x1')}) / 8)`],
  ['page_y', `round(tall * (intDiv(e, 8) + ${unit('y1')}) / ${ELEMENTS / 8})`],
  ['page_width', 'width'],
  ['page_height', 'tall'],
  ['dead', `if(type = '$click' AND ${h('dead')} % 50 = 0, if(e % 2 = 0, 'no-change:1000', 'no-change:2500'), '')`],
  ['rage', `if(type = '$click' AND ${h('rage')} % 100 = 0, 4, 0)`],
  [
    'props_string',
    `if(type = '$exposures', map('shown', arrayStringConcat(arrayMap(i -> ${KEY('path', 'toUInt32(i)')}, range(${h('from')} % 40, 20 + ${h('to')} % 60)), ',')), map())`,
  ],
  [
    'props_number',
    "multiIf(type = '$scroll', map('depth', toFloat64(number % 101), 'viewport_width', toFloat64(width)), type = '$exposures', map('viewport_width', toFloat64(width)), map())",
  ],
];

/**
 * Fills `events` block by block with the product's own layout, and folds as the product does. Goes on where it was left, and
 * leaves when its time is over: whether all is there.
 */
export async function seed(
  { run, rows, client, takeCosts }: BenchEngine,
  events: number,
  untilMs = Number.POSITIVE_INFINITY,
): Promise<boolean> {
  for (const { sql } of readMigrations().flatMap(({ statements }) => statements)) run(sql);
  const spent = { events: 0, folds: 0 };
  const [there] = rows<{ blocks: string }>('SELECT uniqExact(block_id) AS blocks FROM blocks');
  const done = Number(there?.blocks ?? 0);
  for (let first = done * BLOCK_ROWS, block = 1_000 + done; first < events; first += BLOCK_ROWS, block++) {
    if (Date.now() > untilMs) return false;
    const sql = `INSERT INTO events (${COLUMNS.map(([name]) => name).join(', ')}) SELECT ${COLUMNS.map(([name, source]) => `${source} AS ${name === 'path' ? 'page' : name}`).join(', ')} FROM (${ROWS})`;
    let began = performance.now();
    await client.command({ query: sql, query_params: { first, rows: Math.min(BLOCK_ROWS, events - first), block } });
    run(
      `INSERT INTO blocks SELECT block_id, 'bench', count(), min(event_at), max(event_at) FROM events WHERE block_id = ${block} GROUP BY block_id`,
    );
    spent.events += performance.now() - began;
    began = performance.now();
    const waiting = await waitingBlocks(client);
    await runFold(client, await planFold(client, (await newestFold(client)) + 1, waiting), async () => true);
    spent.folds += performance.now() - began;
    takeCosts();
    console.log(
      `${first + BLOCK_ROWS} events: inserts ${(spent.events / 1_000).toFixed(1)} s, folds ${(spent.folds / 1_000).toFixed(1)} s`,
    );
  }
  return true;
}
