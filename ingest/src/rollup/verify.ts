import type { StoreClient } from '../store/index.ts';
import { setRows } from './cells.ts';
import { foldedAmong } from './folded.ts';
import type { Lease } from './lease.ts';
import { pageEventsDiffer } from './page-events.ts';
import { pageTextsDiffer } from './page-texts.ts';
import { allSessionSums } from './session-sums.ts';
import { read } from './statement.ts';

export interface VerifyReport {
  months: number;
  /**
   * Hours whose events and visits differ, cells of `sets` and of `session_sums` that a fresh computation does not give, hours of pages
   * and elements of pages that differ.
   */
  differing: { visits: number; sets: number; session_sums: number; page_events: number };
}

const IN_MONTH = 'toYYYYMM(event_at) = {month:UInt32}';
/** Only what has been folded is to be there. */
const FOLDED = `${IN_MONTH} AND ${foldedAmong(IN_MONTH, 'done = 1')}`;

const named = (kind: string) =>
  `LEFT JOIN (SELECT project, key, id FROM ids WHERE kind = '${kind}') AS ${kind} ON ${kind}.project = rows.project AND ${kind}.id = rows.${kind}`;

const visitsDiffer = `
  SELECT count() AS n FROM (
    SELECT project, hour, sum(rows) AS rows, sum(print) AS print FROM (
      SELECT project, toStartOfHour(event_at) AS hour, toInt64(count()) AS rows,
        sum(toInt128(cityHash64(visitor_id, user_id, team_id, if(session_id = '', 0, cityHash64(session_id)), event_at, toString(event_type), path,
          is_anonymous, toString(auth_state), toString(country), toString(region), referrer, toString(browser), toString(os), toString(device),
          toString(release), toString(utm_source)))) AS print
      FROM events WHERE ${FOLDED} GROUP BY project, hour
      UNION ALL
      SELECT rows.project, rows.hour AS hour, -toInt64(count()),
        -sum(toInt128(cityHash64(visitor.key, user.key, team.key, rows.session, rows.at, toString(rows.event), toString(rows.path),
          rows.is_anonymous, toString(rows.auth_state), toString(rows.country), toString(rows.region), toString(rows.referrer),
          toString(rows.browser), toString(rows.os), toString(rows.device), toString(rows.release), toString(rows.utm_source))))
      FROM (SELECT * FROM visits WHERE toYYYYMM(at) = {month:UInt32}) AS rows
      ${named('visitor')} ${named('user')} ${named('team')}
      GROUP BY rows.project, hour)
    GROUP BY project, hour HAVING rows != 0 OR print != 0)`;

const SET_KEY = 'project, metric, dim, grain, t, value, is_anonymous';

const setsDiffer = `
  SELECT count() AS n FROM (
    SELECT ${SET_KEY} FROM (
      SELECT ${SET_KEY}, n, ids, true AS is_wanted FROM (${setRows('(SELECT * FROM visits WHERE toYYYYMM(at) = {month:UInt32})')})
      UNION ALL
      SELECT project, toString(metric), toString(dim), toString(grain), t, toString(value), is_anonymous, n, ids, false
      FROM sets WHERE toYYYYMM(t) = {month:UInt32} AND dim != '#folds')
    GROUP BY ${SET_KEY}
    HAVING sumIf(n, is_wanted) != sumIf(n, NOT is_wanted)
      OR bitmapXorCardinality(groupBitmapMergeStateIf(ids, is_wanted), groupBitmapMergeStateIf(ids, NOT is_wanted)) != 0)`;

const sumsDiffer = `
  SELECT count() AS n FROM (
    SELECT project, kind, first, last, value, sum(s) AS sessions, sum(b) AS bounces, sum(d) AS duration FROM (
      SELECT project, toString(kind) AS kind, first, last, value, sessions AS s, bounces AS b, duration_ms AS d FROM (${allSessionSums('visits')})
      UNION ALL
      SELECT project, toString(kind), first, last, toString(value), -sessions, -bounces, -duration_ms FROM session_sums WHERE kind != 'fold')
    GROUP BY project, kind, first, last, value
    HAVING sessions != 0 OR bounces != 0 OR duration != 0)`;

/** The months that have events. */
export async function monthsOf(client: StoreClient): Promise<number[]> {
  const rows = await read<{ month: number }>(client, {
    sql: `SELECT DISTINCT toUInt32(partition) AS month FROM system.parts
          WHERE active AND database = currentDatabase() AND table IN ('events', 'visits', 'sets', 'page_events', 'anchors', 'shown_lists', 'events_local') ORDER BY month`,
  });
  return rows.map(({ month }) => month);
}

interface VerifyOptions {
  /** Held: numbers that somebody changes meanwhile would differ. None where nobody else can be. */
  lease?: Lease;
  onProgress?: (done: number, total: number) => void;
}

/** Compares every derived number with what the events say. For a store that nobody folds meanwhile. */
export async function verifyRollup(
  client: StoreClient,
  { lease, onProgress = () => {} }: VerifyOptions = {},
): Promise<VerifyReport> {
  const months = await monthsOf(client);
  const differing = { visits: 0, sets: 0, session_sums: 0, page_events: 0 };
  const count = async (sql: string, params: Record<string, unknown>) => {
    const rows = await read<{ n: string }>(client, { sql, params });
    if (lease !== undefined && !(await lease.keep()))
      throw new Error('Somebody else leads the rollup now; verify it again.');
    return Number(rows[0]?.n ?? 0);
  };
  for (const [index, month] of months.entries()) {
    onProgress(index, months.length);
    differing.visits += await count(visitsDiffer, { month });
    differing.sets += await count(setsDiffer, { month });
    differing.page_events += await count(pageEventsDiffer(FOLDED), { month });
    differing.page_events += await count(pageTextsDiffer, { month });
  }
  differing.session_sums = await count(sumsDiffer, {});
  onProgress(months.length, months.length);
  return { months: months.length, differing };
}
