import type { OverviewRange, SessionPageRow } from '../../contract/index.ts';
import { DATED_PATH, pathOfDated } from '../../store/index.ts';
import { ask, IN_SESSION_ORDER, inRange, SESSION } from './ask.ts';
import { cutSessions, findCrossing } from './crossing.ts';
import { type Scope, TOP_ROWS } from './scope.ts';

export type SessionNumbers = Pick<
  OverviewRange,
  'sessions' | 'bounce_rate' | 'avg_session_seconds' | 'entry_pages' | 'exit_pages'
>;

interface SumRow {
  kind: 'all' | 'entry' | 'exit';
  page: string;
  total: string;
  bounced: string;
  lasted_ms: string;
}

const MS = (column: string) => `toUnixTimestamp64Milli(${column})`;
const VIEW = "event = '$page-view'";

/** Each session once: how it was, and where it began and ended. */
const ofVisits = (condition: string) => `
  SELECT multiIf(grouping(entry) = 0, 'entry', grouping(leaving) = 0, 'exit', 'all') AS kind, multiIf(kind = 'entry', entry, kind = 'exit', leaving, '') AS value,
    toInt64(if(kind = 'all', count(), countIf(views > 0))) AS sessions, toInt64(countIf(views = 1)) AS bounces, toInt64(sum(lasted)) AS duration_ms
  FROM (
    SELECT countIf(${VIEW}) AS views, ${MS('max(at)')} - ${MS('min(at)')} AS lasted,
      ${pathOfDated(`minIf(${DATED_PATH}, ${VIEW})`)} AS entry, ${pathOfDated(`maxIf(${DATED_PATH}, ${VIEW})`)} AS leaving
    FROM visits WHERE ${condition} AND session != 0
    GROUP BY ${SESSION})
  GROUP BY GROUPING SETS ((entry), (leaving), ())`;

const INSIDE = `
  SELECT toString(kind) AS kind, toString(value) AS value, sum(session_sums.sessions) AS sessions,
    sum(session_sums.bounces) AS bounces, sum(session_sums.duration_ms) AS duration_ms
  FROM session_sums
  WHERE project = {project:String} AND kind IN ('all', 'entry', 'exit')
    AND first >= toDateTime(intDiv({from_ms:Int64}, 1000)) AND last < toDateTime(intDiv({to_ms:Int64}, 1000))
  GROUP BY kind, value`;

async function sums(scope: Scope): Promise<SumRow[]> {
  const isFast = scope.grain !== 'visits';
  const crossing = isFast ? await findCrossing(scope) : undefined;
  const parts = isFast
    ? [INSIDE, ...(crossing === undefined ? [] : [ofVisits(cutSessions(scope))])]
    : [ofVisits(`${scope.where} AND ${inRange(scope)}`)];
  return ask<SumRow>(
    scope,
    `SELECT kind, ${scope.question.pageGroups ? `if(kind = 'all', '', ${scope.groups.of('value')})` : 'value'} AS page,
       sum(part.sessions) AS total, sum(part.bounces) AS bounced, sum(part.duration_ms) AS lasted_ms
     FROM (${parts.join(' UNION ALL ')}) AS part
     GROUP BY kind, page HAVING total > 0 ORDER BY kind, total DESC, page LIMIT ${TOP_ROWS} BY kind
     ${IN_SESSION_ORDER}`,
    crossing ?? {},
  );
}

/**
 * How many sessions, how many of them saw one page only, how long they were, and on which pages they began and ended. A range cuts
 * sessions at its ends.
 */
export async function sessionNumbers(scope: Scope): Promise<SessionNumbers> {
  const rows = await sums(scope);
  const all = rows.find(({ kind }) => kind === 'all');
  const count = Number(all?.total ?? 0);
  const pages = (wanted: SumRow['kind']): SessionPageRow[] =>
    rows.filter(({ kind }) => kind === wanted).map(({ page, total }) => ({ value: page, sessions: Number(total) }));
  return {
    sessions: count,
    bounce_rate: count === 0 ? 0 : Number(all?.bounced) / count,
    avg_session_seconds: count === 0 ? 0 : Number(all?.lasted_ms) / count / 1_000,
    entry_pages: pages('entry'),
    exit_pages: pages('exit'),
  };
}
