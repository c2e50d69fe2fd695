import { ask, inRange, SESSION } from './ask.ts';
import type { Scope } from './scope.ts';

/** How far sessions reach over the two ends of the range, in seconds; the sums know that, to the hour. */
export interface Crossing extends Record<string, unknown> {
  from_reach_s: number;
  from_until_s: number;
  to_reach_s: number;
  to_until_s: number;
}

const HOUR_S = 3_600;

const FROM = 'toDateTime(intDiv({from_ms:Int64}, 1000))';
const TO = 'toDateTime(intDiv({to_ms:Int64}, 1000))';
const OVER_FROM = `(first < ${FROM} AND last >= ${FROM})`;
const OVER_TO = `(first < ${TO} AND last >= ${TO})`;

/** Undefined when every session lies wholly inside or outside of the range. */
export async function findCrossing(scope: Scope): Promise<Crossing | undefined> {
  const rows = await ask<{ n: string; from_reach: number; from_until: number; to_reach: number; to_until: number }>(
    scope,
    `SELECT count() AS n,
       toUnixTimestamp(minIf(first, ${OVER_FROM})) AS from_reach, toUnixTimestamp(maxIf(last, ${OVER_FROM})) AS from_until,
       toUnixTimestamp(minIf(first, ${OVER_TO})) AS to_reach, toUnixTimestamp(maxIf(last, ${OVER_TO})) AS to_until
     FROM (
       SELECT first, last FROM session_sums
       WHERE project = {project:String} AND kind = 'all' AND (${OVER_FROM} OR ${OVER_TO})
       GROUP BY first, last HAVING sum(sessions) != 0)`,
  );
  const row = rows[0];
  if (row === undefined || Number(row.n) === 0) return undefined;
  const isOverFrom = row.from_reach !== 0 || row.from_until !== 0;
  const isOverTo = row.to_reach !== 0 || row.to_until !== 0;
  const [fromS, toS] = [scope.fromMs / 1_000, scope.toMs / 1_000];
  return {
    from_reach_s: isOverFrom ? row.from_reach : fromS,
    from_until_s: isOverFrom ? row.from_until + HOUR_S : fromS,
    to_reach_s: isOverTo ? row.to_reach : toS,
    to_until_s: isOverTo ? row.to_until + HOUR_S : toS,
  };
}

const between = (from: string, to: string) =>
  `SELECT ${SESSION} FROM visits WHERE project = {project:String} AND session != 0 AND at >= toDateTime(${from}) AND at < toDateTime(${to})`;

/** The rows inside the range of all sessions that are also outside of it. */
export const cutSessions = (scope: Scope) => `${scope.where} AND ${inRange(scope)}
  AND (at < toDateTime({from_until_s:UInt32}) OR at >= toDateTime({to_reach_s:UInt32}))
  AND (${SESSION}) IN (
    ${between('{from_reach_s:UInt32}', 'intDiv({from_ms:Int64}, 1000)')}
    UNION ALL ${between('intDiv({to_ms:Int64}, 1000)', '{to_until_s:UInt32}')})`;
