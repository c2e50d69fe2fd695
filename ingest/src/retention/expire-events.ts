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

/** Tables with rows of their own age, and where it stands. Recordings have a time of their own. */
const DATED = [
  ['events', 'event_at'],
  ['batch_traces', 'received_at'],
  ['dead_letter', 'died_at'],
] as const;

/** Dense numbers of people and teams whom no row mentions any more: beside them stand their ids as text. */
const unused = (kind: string, column: string) =>
  `project = {project:String} AND kind = '${kind}' AND id NOT IN (SELECT ${column} FROM visits WHERE project = {project:String})`;

async function monthsBefore(client: StoreClient, params: { project: string; before: number }): Promise<number[]> {
  const answer = await client.query({
    query: `SELECT DISTINCT toYYYYMM(event_at) AS month FROM events
            WHERE project = {project:String} AND event_at < fromUnixTimestamp64Milli({before:Int64}) ORDER BY month`,
    query_params: params,
    format: 'JSONEachRow',
  });
  return (await answer.json<{ month: number }>()).map(({ month }) => month);
}

/**
 * Takes a project's old events off the disk, and with them everything that was computed from them. Killed in between it is simply run
 * again; should the events be gone already and their months not yet computed, `verify` says so.
 * @returns the months that went
 */
export async function expireEvents(
  client: StoreClient,
  { project, before }: { project: string; before: number },
): Promise<number[]> {
  const params = { project, before };
  const months = await monthsBefore(client, params);
  if (months.length === 0) return [];
  await withRollupAtRest(client, async (lease) => {
    for (const [table, at] of DATED) {
      const where = `project = {project:String} AND ${at} < fromUnixTimestamp64Milli({before:Int64})`;
      await deleteRows(client, { table, where, params });
    }
    await rebuildRollup({ client, lease, months });
    for (const [kind, column] of [
      ['visitor', 'visitor'],
      ['user', 'user'],
      ['team', 'team'],
    ] as const)
      await deleteRows(client, { table: 'ids', where: unused(kind, column), params: { project } });
  });
  return months;
}
