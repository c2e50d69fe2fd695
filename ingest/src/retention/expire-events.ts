import { rebuildRollup, withRollupAtRest } from '../rollup/index.ts';
import { deleteRows, type StoreClient } from '../store/index.ts';

const DAY_MS = 86_400_000;

/**
 * The first moment that is kept: whole months (UTC) go, once all of a month is too old. Derived numbers are made month by month, so a
 * boundary within one would have to compute that month again every day.
 */
export function keptFrom(nowMs: number, days: number): number {
  const oldest = new Date(nowMs - days * DAY_MS);
  return Date.UTC(oldest.getUTCFullYear(), oldest.getUTCMonth());
}

const BEFORE = "fromUnixTimestamp64Milli({before:Int64}, 'UTC')";

/** Rows of their own that nothing is computed from, and where their age stands. Recordings have a time of their own. */
const BESIDE_THE_EVENTS = [
  ['batch_traces', 'received_at'],
  ['dead_letter', 'died_at'],
] as const;

/** Where a month of a project may still be: the events, and all that is computed from them, in any state of an expiry that was cut off. */
const HELD = [
  ...[
    ['events', 'event_at'],
    ['visits', 'at'],
    ['sets', 't'],
    ['anchors', 'at'],
    ['page_events', 'at'],
    ['session_sums', 'first'],
  ].map(
    ([table, at]) =>
      `SELECT toYYYYMM(${at}) AS month FROM ${table} WHERE project = {project:String} AND ${at} < ${BEFORE}`,
  ),
  `SELECT month FROM shown_lists WHERE project = {project:String} AND month < toYYYYMM(${BEFORE})`,
].join(' UNION DISTINCT ');

const KINDS = ['visitor', 'user', 'team'] as const;
type Kind = (typeof KINDS)[number];
/** Dense numbers of people and teams whom no row mentions any more: beside them stand their ids as text. */
const unused = (kind: Kind) =>
  `project = {project:String} AND kind = '${kind}' AND id NOT IN (SELECT ${kind} FROM visits WHERE project = {project:String})`;

/** As bitmaps, since numbers are dense. Higher ones than any row mentions are just being given by a fold. */
const UNUSED_COUNT = KINDS.map(
  (kind) => `
    SELECT bitmapAndnotCardinality(
      (SELECT groupBitmapState(id) FROM ids WHERE project = {project:String} AND kind = '${kind}' AND id <= (
        SELECT if(count() = 0, 4294967295, max(${kind})) FROM visits WHERE project = {project:String})),
      (SELECT groupBitmapState(${kind}) FROM visits WHERE project = {project:String})) AS n`,
).join(' UNION ALL ');

interface Expiry {
  project: string;
  before: number;
}

async function rowsOf<Row>(client: StoreClient, query: string, params: Expiry): Promise<Row[]> {
  const answer = await client.query({ query, query_params: { ...params }, format: 'JSONEachRow' });
  return answer.json<Row>();
}

async function isUsedUp(client: StoreClient, params: Expiry): Promise<boolean> {
  const rows = await rowsOf<{ n: number }>(client, `SELECT toUInt32(sum(n)) AS n FROM (${UNUSED_COUNT})`, params);
  return (rows[0]?.n ?? 0) > 0;
}

async function deleteOld(client: StoreClient, table: string, at: string, params: Expiry): Promise<void> {
  const where = `project = {project:String} AND ${at} < ${BEFORE}`;
  const found = await rowsOf(client, `SELECT 1 AS n FROM ${table} WHERE ${where} LIMIT 1`, params);
  if (found.length > 0) await deleteRows(client, { table, where, params: { ...params } });
}

/**
 * Takes a project's old events off the disk, and with them everything that was computed from them. Cut off anywhere it is simply run
 * again: what is left of a month is found in whichever table has it.
 * @returns the months that went
 */
export async function expireEvents(client: StoreClient, params: Expiry): Promise<number[]> {
  for (const [table, at] of BESIDE_THE_EVENTS) await deleteOld(client, table, at, params);
  const held = await rowsOf<{ month: number }>(client, `SELECT month FROM (${HELD}) ORDER BY month`, params);
  const months = held.map(({ month }) => month);
  if (months.length === 0 && !(await isUsedUp(client, params))) return [];
  await withRollupAtRest(client, async (lease) => {
    await deleteOld(client, 'events', 'event_at', params);
    if (months.length > 0) await rebuildRollup({ client, lease, months });
    for (const kind of KINDS) await deleteRows(client, { table: 'ids', where: unused(kind), params: { ...params } });
  });
  return months;
}
