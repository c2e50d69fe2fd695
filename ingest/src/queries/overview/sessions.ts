import type { OverviewRange } from '../../contract/index.ts';
import { ask, IN_RANGE, IN_SESSION_ORDER, SESSION } from './ask.ts';
import { type Crossing, cutSessions, findCrossing } from './crossing.ts';
import type { Scope } from './scope.ts';

interface SumRow {
  sessions: string;
  bounces: string;
  duration_ms: string;
}

const MS = (column: string) => `toUnixTimestamp64Milli(${column})`;

const ofVisits = (condition: string) => `
  SELECT count() AS sessions, countIf(views = 1) AS bounces, sum(duration) AS duration_ms
  FROM (
    SELECT countIf(event = '$page-view') AS views, ${MS('max(at)')} - ${MS('min(at)')} AS duration
    FROM visits WHERE ${condition} AND session != 0
    GROUP BY ${SESSION})
  ${IN_SESSION_ORDER}`;

const INSIDE = `
  SELECT sum(session_sums.sessions) AS sessions, sum(session_sums.bounces) AS bounces, sum(session_sums.duration_ms) AS duration_ms
  FROM session_sums
  WHERE project = {project:String} AND kind = 'all'
    AND first >= toDateTime(intDiv({from_ms:Int64}, 1000)) AND last < toDateTime(intDiv({to_ms:Int64}, 1000))`;

async function sums(scope: Scope): Promise<SumRow[]> {
  if (scope.grain === 'visits') return ask<SumRow>(scope, ofVisits(`${scope.where} AND ${IN_RANGE}`));
  const crossing: Crossing | undefined = await findCrossing(scope);
  const inside = ask<SumRow>(scope, INSIDE);
  if (crossing === undefined) return inside;
  const cut = ask<SumRow>(scope, ofVisits(cutSessions(scope)), crossing);
  return [...(await inside), ...(await cut)];
}

/** How many sessions, how many of them saw one page only, and how long they were. A range cuts sessions at its ends. */
export async function sessions(
  scope: Scope,
): Promise<Pick<OverviewRange, 'sessions' | 'bounce_rate' | 'avg_session_seconds'>> {
  const rows = await sums(scope);
  const total = (name: keyof SumRow) => rows.reduce((sum, row) => sum + Number(row[name]), 0);
  const count = total('sessions');
  return {
    sessions: count,
    bounce_rate: count === 0 ? 0 : total('bounces') / count,
    avg_session_seconds: count === 0 ? 0 : total('duration_ms') / count / 1_000,
  };
}
