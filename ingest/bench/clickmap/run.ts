import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { elementCells, pageGrid } from '../../src/queries/clickmap/cells.ts';
import { elementClickers, elementViews } from '../../src/queries/clickmap/distinct.ts';
import { elementSums } from '../../src/queries/clickmap/elements.ts';
import { exposuresOfKeys } from '../../src/queries/clickmap/exposures.ts';
import { type ClickmapQuestion, openClickmap } from '../../src/queries/clickmap/scope.ts';
import { totals } from '../../src/queries/clickmap/totals.ts';
import { clickHours, clickmap, clickmapPages, compareClickmaps } from '../../src/queries/index.ts';
import { openEngine } from '../overview/engine.ts';
import { DAYS, END_MS, HOT_PAGE, PROJECT, seed } from './seed.ts';

const flag = (name: string) => process.argv.find((text) => text.startsWith(`--${name}=`))?.split('=')[1];
const MIB = 2 ** 20;
const DAY_MS = 86_400_000;
const directory = flag('dir') ?? join(tmpdir(), 'trodden-bench-clickmap', 'store');
const rounds = Number(flag('rounds') ?? 7);

if (!process.argv.includes('--keep')) rmSync(directory, { recursive: true, force: true });
const engine = openEngine(directory);
const { client } = engine;
const seconds = Number(flag('seconds') ?? Number.POSITIVE_INFINITY);
if (!(await seed(engine, Number(flag('events') ?? 10_000_000), Date.now() + seconds * 1_000))) {
  console.log('Not all is there yet: run it again with --keep.');
  engine.close();
  process.exit();
}

const asked: ClickmapQuestion = {
  project: PROJECT,
  path: HOT_PAGE,
  fromMs: END_MS - DAYS * DAY_MS,
  toMs: END_MS,
  filters: [],
  kind: 'all',
  pagePatterns: [],
};
const whole = openClickmap(client, asked);
const viewport = openClickmap(client, { ...asked, viewportMin: 1_280, viewportMax: 1_536 });
const week = openClickmap(client, { ...asked, fromMs: END_MS - 7 * DAY_MS });
const release = (value: string): ClickmapQuestion => ({
  ...asked,
  filters: [{ field: 'release', operator: 'is', value }],
});
const keys = engine
  .rows<{ key: string }>(`SELECT DISTINCT key FROM anchors WHERE path = '${HOT_PAGE}'`)
  .map(({ key }) => key);

/** What is promised, and for comparison everything else that an answer is made of. */
const TASKS: Record<string, () => Promise<unknown>> = {
  'elements + grid (60 ms)': async () => [await elementSums(whole, 2_000), await pageGrid(whole)],
  'one viewport, elements + grid (30 ms)': async () => [await elementSums(viewport, 2_000), await pageGrid(viewport)],
  'unique clickers (60 ms)': () => elementClickers(whole),
  'one week, elements + grid': async () => [await elementSums(week, 2_000), await pageGrid(week)],
  'cells, 20 x 20': () => elementCells(whole, 20),
  'clicked page views': () => elementViews(whole),
  exposures: () => exposuresOfKeys(whole, keys),
  totals: () => totals(whole),
  'the whole answer, one after the other': () => clickmap(client, { ...asked, cells: 20, limit: 2_000 }),
  'only the clicks that an error followed': () =>
    clickmap(client, { ...asked, kind: 'error', cells: 20, limit: 2_000 }),
  'hours of the week': () => clickHours(client, asked, 'Europe/Berlin'),
  'all pages, with leaders': () => clickmapPages(client, { ...asked, path: undefined }, false),
  'two releases compared': () => compareClickmaps(client, { a: release('1.0'), b: release('1.1'), limit: 2_000 }),
};

const count = (sql: string) => Number(engine.rows<{ n: string }>(`SELECT count() AS n FROM ${sql}`)[0]?.n);
const all = count('events');
const clicks = count(
  `page_events WHERE ${whole.page.replace('{project:String}', `'${PROJECT}'`).replace('{path:String}', `'${HOT_PAGE}'`)} AND kind = 'click'`,
);
console.log(`${all} events, ${clicks} clicks on ${HOT_PAGE}`);
for (const { table, bytes, parts } of engine.rows<{ table: string; bytes: string; parts: string }>(
  "SELECT table, sum(bytes_on_disk) AS bytes, count() AS parts FROM system.parts WHERE active AND database = currentDatabase() AND table IN ('events', 'page_events', 'anchors', 'shown_lists') GROUP BY table ORDER BY table",
))
  console.log(`${table.padEnd(14)} ${(Number(bytes) / all).toFixed(2).padStart(7)} B/event in ${parts} parts`);

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const only = flag('only') ?? '';
for (const [name, task] of Object.entries(TASKS).filter(([task]) => task.includes(only))) {
  const times: number[] = [];
  let costs = engine.takeCosts();
  for (let round = 0; round <= rounds; round++) {
    engine.takeCosts();
    await task();
    costs = engine.takeCosts();
    if (round > 0) times.push(costs.reduce((sum, { ms }) => sum + ms, 0));
  }
  const largest = Math.max(...costs.map(({ readRows }) => readRows));
  const bytes = costs.reduce((sum, { readBytes }) => sum + readBytes, 0);
  const shipped = costs.reduce((sum, { shippedBytes }) => sum + shippedBytes, 0);
  console.log(
    `${name.padEnd(40)} ${median(times).toFixed(1).padStart(8)} ms (${Math.min(...times).toFixed(1)} to ${Math.max(...times).toFixed(1)})  ` +
      `largest scan ${largest} rows, read ${(bytes / MIB).toFixed(1)} MiB, shipped ${(shipped / 1024).toFixed(0)} KiB`,
  );
}
const needed = count(
  `page_events WHERE project = '${PROJECT}' AND path = '${HOT_PAGE}' AND kind = 'click' AND viewport_width >= 1280 AND viewport_width < 1536`,
);
engine.takeCosts();
await elementSums(viewport, 2_000);
const scanned = Math.max(...engine.takeCosts().map(({ readRows }) => readRows));
console.log(`one viewport reads ${(scanned / needed).toFixed(2)} times the rows it needs`);
engine.close();
