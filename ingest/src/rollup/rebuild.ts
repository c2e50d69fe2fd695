import type { StoreClient } from '../store/index.ts';
import { setRows } from './cells.ts';
import { runFold } from './fold.ts';
import { foldedAmong } from './folded.ts';
import { giveIds } from './ids.ts';
import type { Lease } from './lease.ts';
import { fillPageEvents } from './page-events.ts';
import { fillAnchors, fillShownLists } from './page-texts.ts';
import { finishFold, newestFold, planFold, unfinishedFold } from './plan.ts';
import { allSessionSums, SUM_COLUMNS } from './session-sums.ts';
import { SET_COLUMNS } from './sets.ts';
import { stagingOf } from './staging.ts';
import { read, repair, type Statement } from './statement.ts';
import { monthsOf } from './verify.ts';
import { fillVisits } from './visits.ts';

export interface RebuildOptions {
  client: StoreClient;
  /** Held: nobody folds meanwhile. */
  lease: Lease;
  /** `202611`; none: every month there is. */
  months?: readonly number[] | undefined;
  onProgress?: (done: number, total: number) => void;
}

const IN_MONTH = 'toYYYYMM(event_at) = {month:UInt32}';
/** Everything of a month that was ever planned, also by the fold number below which it is computed. */
const FOLDED = `${IN_MONTH} AND ${foldedAmong(IN_MONTH)}`;

/** Makes the staging twin of a table. */
interface Stage {
  staged: string;
}
const fresh = (table: string): Step[] => [{ sql: `DROP TABLE IF EXISTS ${table}_rebuilt SYNC` }, { staged: table }];
/** Puts the partition of a staging table in the place of the one that is read. */
interface Swap {
  table: string;
  partition: string;
}
type Step = Statement | Stage | Swap;
const swap = (table: string, partition: string): Step[] => [
  { table, partition },
  { sql: `DROP TABLE ${table}_rebuilt SYNC` },
];

function monthStatements(month: number, fold: number): Step[] {
  const where = FOLDED;
  const params = { month, fold };
  const visits = '(SELECT * FROM visits WHERE toYYYYMM(at) = {month:UInt32})';
  return [
    giveIds(where, params),
    ...fresh('visits'),
    fillVisits({ table: 'visits_rebuilt', fold, where, params }),
    ...swap('visits', String(month)),
    ...fresh('sets'),
    { sql: `INSERT INTO sets_rebuilt (${SET_COLUMNS}) ${setRows(visits)}`, params },
    {
      sql: `INSERT INTO sets_rebuilt (${SET_COLUMNS})
            SELECT '', '', '#folds', 'hour', toDateTime(toDate(parseDateTimeBestEffort(concat(toString({month:UInt32}), '01'))), 'UTC'), '', false, 0,
              groupBitmapState(toUInt32(number)) FROM numbers(1, {fold:UInt32})`,
      params,
    },
    ...swap('sets', String(month)),
    ...fresh('anchors'),
    fillAnchors({ table: 'anchors_rebuilt', where, params }),
    ...swap('anchors', String(month)),
    ...fresh('shown_lists'),
    fillShownLists({ table: 'shown_lists_rebuilt', where, params }),
    ...swap('shown_lists', String(month)),
    ...fresh('page_events'),
    fillPageEvents({ table: 'page_events_rebuilt', fold, where, params }),
    ...swap('page_events', String(month)),
  ];
}

const sumStatements = (fold: number): Step[] => [
  ...fresh('session_sums'),
  { sql: `INSERT INTO session_sums_rebuilt (${SUM_COLUMNS}) SELECT ${SUM_COLUMNS} FROM (${allSessionSums('visits')})` },
  {
    sql: `INSERT INTO session_sums_rebuilt (${SUM_COLUMNS})
          SELECT '', 'fold', toDateTime(0), toDateTime(0), '', {fold:UInt32}, 0, 0, groupBitmapState(toUInt32(number)) FROM numbers(1, {fold:UInt32})`,
    params: { fold },
  },
  ...swap('session_sums', 'tuple()'),
];

/** A partition that has become empty is dropped: the engine refuses to replace something by nothing. */
async function swapStatement(client: StoreClient, { table, partition }: Swap): Promise<Statement> {
  const rows = await read<{ n: number }>(client, { sql: `SELECT 1 AS n FROM ${table}_rebuilt LIMIT 1` });
  const isEmpty = rows.length === 0;
  return {
    sql: isEmpty
      ? `ALTER TABLE ${table} DROP PARTITION ${partition}`
      : `ALTER TABLE ${table} REPLACE PARTITION ${partition} FROM ${table}_rebuilt`,
  };
}

/**
 * Computes whole months again from `events`, beside the tables that are being read, and swaps them in. Readers see the old month or
 * the new one. Killed in between, it is simply run again: every month stands for itself, and the sums come last.
 */
export async function rebuildRollup({
  client,
  lease,
  months,
  onProgress = () => {},
}: RebuildOptions): Promise<number[]> {
  const mayGoOn = () => lease.keep();
  const leftOver = await unfinishedFold(client);
  if (leftOver !== undefined) await runFold(client, leftOver, mayGoOn);
  const fold = await newestFold(client);
  const wanted = months ?? (await monthsOf(client));
  for (const [index, month] of wanted.entries()) {
    onProgress(index, wanted.length + 1);
    for (const statement of monthStatements(month, fold)) await step(statement);
  }
  onProgress(wanted.length, wanted.length + 1);
  for (const statement of sumStatements(fold)) await step(statement);
  // An empty fold makes every answer that was kept from before outdated.
  await finishFold(client, await planFold(client, fold + 1, []));
  onProgress(wanted.length + 1, wanted.length + 1);
  return [...wanted];

  async function step(what: Step): Promise<void> {
    if (!(await mayGoOn())) throw new Error('Somebody else leads the rollup now; run the rebuild again.');
    if ('sql' in what) return repair(client, what);
    await repair(client, 'staged' in what ? await stagingOf(client, what.staged) : await swapStatement(client, what));
  }
}
