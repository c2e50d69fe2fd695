import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { live, openZone, overview, parseFilter } from '../../src/queries/index.ts';
import { activity } from '../../src/queries/overview/activity.ts';
import { dailySplit } from '../../src/queries/overview/daily-split.ts';
import { monthlyUsers } from '../../src/queries/overview/monthly-users.ts';
import { type OverviewQuestion, openScope, type Scope } from '../../src/queries/overview/scope.ts';
import { sessionNumbers } from '../../src/queries/overview/session-numbers.ts';
import { tables } from '../../src/queries/overview/tables.ts';
import { usersByCountry } from '../../src/queries/overview/users-by-country.ts';
import { baseline, filteredBaseline } from './baseline.ts';
import { type BenchEngine, type Cost, openEngine } from './engine.ts';
import { END, seed } from './seed.ts';

const option = (name: string, fallback: number) =>
  Number(process.argv.find((text) => text.startsWith(`--${name}=`))?.split('=')[1] ?? fallback);
const flag = (name: string) => process.argv.find((text) => text.startsWith(`--${name}=`))?.split('=')[1];

const SINCE = '2026-10-21 00:00:00';
const END_MS = Date.parse(`${END.replace(' ', 'T')}Z`);
const FROM_MS = Date.parse(`${SINCE.replace(' ', 'T')}Z`);
const MIB = 2 ** 20;

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const question = (filters: readonly string[]): OverviewQuestion => {
  const zone = openZone(flag('tz') ?? 'UTC');
  if (zone === undefined) throw new Error('--tz must be a time zone');
  const parsed = filters.map(parseFilter).filter((filter) => filter !== undefined);
  return {
    project: 'proj_bench',
    fromMs: FROM_MS,
    toMs: END_MS,
    zone,
    includeAnonymous: false,
    filters: parsed,
    pageGroups: false,
    nowMs: END_MS,
  };
};

const FILTERED = [['browser:is:Chrome'], ['browser:is:Chrome', 'country:is:US', 'device:is:mobile']];

type Task = () => Promise<unknown>;

/** Every side of every question in turns, one warm-up round first; the sum of its statements is the cost of a question. */
async function interleave(
  engine: BenchEngine,
  tasks: Record<string, Task>,
  rounds: number,
): Promise<Record<string, Cost>> {
  const runs = new Map<string, Cost[]>(Object.keys(tasks).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    const names = Object.keys(tasks);
    if (round % 2 === 1) names.reverse();
    for (const name of names) {
      engine.takeCosts();
      await tasks[name]?.();
      const costs = engine.takeCosts();
      const sum = (read: (cost: Cost) => number) => costs.reduce((total, cost) => total + read(cost), 0);
      if (round === 0) continue;
      runs.get(name)?.push({
        ms: sum(({ ms }) => ms),
        peakBytes: Math.max(...costs.map(({ peakBytes }) => peakBytes)),
        readBytes: sum(({ readBytes }) => readBytes),
        readRows: sum(({ readRows }) => readRows),
        shippedBytes: sum(({ shippedBytes }) => shippedBytes),
      });
    }
  }
  const middle = (costs: Cost[], name: keyof Cost) => median(costs.map((cost) => cost[name]));
  return Object.fromEntries(
    [...runs].map(([name, costs]) => [
      name,
      {
        ms: middle(costs, 'ms'),
        peakBytes: middle(costs, 'peakBytes'),
        readBytes: middle(costs, 'readBytes'),
        readRows: middle(costs, 'readRows'),
        shippedBytes: middle(costs, 'shippedBytes'),
      },
    ]),
  );
}

const line = (name: string, cost: Cost) =>
  `${name.padEnd(30)} ${cost.ms.toFixed(1).padStart(9)} ms  peak ${(cost.peakBytes / MIB).toFixed(1).padStart(7)} MiB  read ${(cost.readBytes / MIB).toFixed(1).padStart(8)} MiB  shipped ${(cost.shippedBytes / 1024).toFixed(1)} KiB`;

interface Sum {
  ms: number;
  read: number;
  peak: number;
  shipped: number;
}

function report(title: string, results: Record<string, Cost>): Record<string, Sum> {
  console.log(`\n## ${title}`);
  const sums: Record<string, Sum> = {};
  for (const [name, cost] of Object.entries(results)) {
    console.log(line(name, cost));
    const side = name.split(' ')[0] ?? '';
    sums[side] ??= { ms: 0, read: 0, peak: 0, shipped: 0 };
    sums[side].ms += cost.ms;
    sums[side].read += cost.readBytes;
    sums[side].shipped += cost.shippedBytes;
    sums[side].peak = Math.max(sums[side].peak, cost.peakBytes);
  }
  for (const [side, { ms, read, peak, shipped }] of Object.entries(sums)) {
    console.log(
      `${side.padEnd(9)} sum ${ms.toFixed(1)} ms, largest peak ${(peak / MIB).toFixed(1)} MiB, read ${(read / MIB).toFixed(1)} MiB, shipped ${(shipped / 1024).toFixed(1)} KiB`,
    );
  }
  if (sums.base && sums.ours)
    console.log(
      `speed-up ${(sums.base.ms / sums.ours.ms).toFixed(1)}x, bytes read ${(sums.base.read / sums.ours.read).toFixed(0)}x fewer`,
    );
  return sums;
}

/** What a run left beside its store, for a later one over another number of events of the same people. */
interface Figures {
  events: number;
  /** Milliseconds of each question, added up. */
  questions: number;
  answer: number;
}

/** Ten times the events of equal people are to cost little more: the bitmaps are as large as before. */
function growth(now: Figures, file: string): void {
  if (!existsSync(file)) throw new Error(`No figures of a smaller run at ${file}`);
  const before = JSON.parse(readFileSync(file, 'utf8')) as Figures;
  console.log(`\n## ${(now.events / before.events).toFixed(1)}x the events of the same people`);
  console.log(`questions of the reference design: ${(now.questions / before.questions).toFixed(2)}x the time`);
  console.log(`the whole answer without filters: ${(now.answer / before.answer).toFixed(2)}x the time`);
}

const prefixed = (side: string, tasks: Record<string, Task>) =>
  Object.fromEntries(Object.entries(tasks).map(([name, task]) => [`${side} ${name}`, task]));
const statements = (engine: BenchEngine, queries: Record<string, string>) =>
  Object.fromEntries(Object.entries(queries).map(([name, sql]) => [name, () => engine.measure(sql)]));

async function main(): Promise<void> {
  const directory = flag('dir') ?? join(tmpdir(), 'trodden-bench-overview', 'store');
  const rounds = option('rounds', 5);
  const isKept = process.argv.includes('--keep');
  if (!isKept) rmSync(directory, { recursive: true, force: true });
  const engine = openEngine(directory);
  // The source of both sides is dropped when they are complete.
  const existing = engine.rows<{ name: string }>('SELECT name FROM system.tables WHERE database = currentDatabase()');
  const isNew = existing.length === 0 || existing.some(({ name }) => name === 'src');
  if (isNew) await seed(engine, { users: option('users', 300_000), mult: option('mult', 1) }, option('batch', 100_000));
  engine.run('DROP TABLE IF EXISTS src SYNC');
  if (!process.argv.includes('--unmerged')) {
    for (const table of ['base', 'events', 'visits', 'sets', 'session_sums', 'ids'])
      engine.run(`OPTIMIZE TABLE ${table} FINAL`);
  }

  if (process.argv.includes('--seed-only')) return engine.close();

  const total = Number(engine.rows<{ n: string }>('SELECT count() AS n FROM events')[0]?.n);
  console.log(`\n${total} events`);
  for (const { table, bytes, parts } of engine.rows<{ table: string; bytes: string; parts: string }>(
    'SELECT table, sum(bytes_on_disk) AS bytes, count() AS parts FROM system.parts WHERE active AND database = currentDatabase() GROUP BY table ORDER BY table',
  ))
    console.log(`${table.padEnd(18)} ${(Number(bytes) / total).toFixed(2).padStart(7)} B/event  ${parts} parts`);

  const { client } = engine;
  const plain = openScope(client, question([]));
  const route = (scope: Scope): Record<string, Task> => ({
    users_by_country: () => usersByCountry(scope),
    'user_split and daily_active': () => dailySplit(scope, 'user'),
    team_split: () => dailySplit(scope, 'team'),
    mau: () => monthlyUsers(scope),
    'daily_events and visitors': () => activity(scope, scope.days, scope.grain),
    'all 13 tables': () => tables(scope),
    live: () => live(client, 'proj_bench', END_MS - 300_000),
  });
  const base = baseline(SINCE, END, '2026-11-19 23:50:00');
  const asked = report(
    'the questions of the reference design',
    await interleave(
      engine,
      { ...prefixed('base', statements(engine, base)), ...prefixed('ours', route(plain)) },
      rounds,
    ),
  );
  report(
    'what it does not answer',
    await interleave(
      engine,
      prefixed('ours', {
        'sessions, bounces, length, ends': () => sessionNumbers(plain),
      }),
      rounds,
    ),
  );

  const answered = report(
    'the whole answer',
    await interleave(engine, prefixed('ours', { overview: () => overview(client, question([])) }), rounds),
  );
  const figures = { events: total, questions: asked.ours?.ms ?? Number.NaN, answer: answered.ours?.ms ?? Number.NaN };
  writeFileSync(`${directory}.figures.json`, JSON.stringify(figures));
  const smaller = flag('smaller');
  if (smaller !== undefined) growth(figures, `${smaller}.figures.json`);

  for (const filters of FILTERED) {
    const scope = openScope(client, question(filters));
    const wanted = Object.fromEntries(filters.map((text) => text.split(':is:')));
    report(
      `filtered: ${filters.join(', ')}`,
      await interleave(
        engine,
        {
          ...prefixed('base', statements(engine, filteredBaseline(SINCE, END, wanted))),
          ...prefixed('ours', {
            daily: () => activity(scope, scope.days, scope.grain),
            'sessions and their ends': () => sessionNumbers(scope),
            'the same 4 tables': () => tables(scope, ['browser', 'device', 'referrer', 'country']),
          }),
        },
        rounds,
      ),
    );
    report(
      'the whole answer with these filters',
      await interleave(engine, prefixed('ours', { overview: () => overview(client, question(filters)) }), rounds),
    );
  }

  const same = async (name: string, sql: string, ours: unknown) => {
    const theirs = JSON.stringify(engine.rows(sql));
    console.log(
      `${name}: ${theirs.replace(/"(\d+)"/g, '$1') === JSON.stringify(ours) ? 'equal' : `DIFFERENT ${theirs} ${JSON.stringify(ours)}`}`,
    );
  };
  console.log('\n## equal numbers, where both sides mean the same');
  await same('mau', base.mau ?? '', [{ mau: await monthlyUsers(plain) }]);
  const countries = await usersByCountry(plain);
  await same(
    'users_by_country',
    base.users_by_country ?? '',
    Object.entries(countries).map(([country, users]) => ({ country, users })),
  );
  engine.close();
}

await main();
