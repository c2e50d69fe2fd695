import type { SessionPageRow } from '../../contract/index.ts';
import { ask, IN_RANGE, IN_SESSION_ORDER, SESSION } from './ask.ts';
import { cutSessions, findCrossing } from './crossing.ts';
import { type Scope, TOP_ROWS } from './scope.ts';

/** Of page views in one millisecond the path decides, so that the answer does not depend on the order of reading. */
const PAGE = { entry: 'minIf', exit: 'maxIf' } as const;

const ofVisits = (condition: string, end: 'entry' | 'exit') => `
  SELECT page AS value, toInt64(count()) AS sessions FROM (
    SELECT tupleElement(${PAGE[end]}((at, toString(path)), event = '$page-view'), 2) AS page
    FROM visits WHERE ${condition} AND session != 0
    GROUP BY ${SESSION} HAVING countIf(event = '$page-view') > 0)
  GROUP BY page`;

const inside = (end: 'entry' | 'exit') => `
  SELECT toString(value) AS value, sum(session_sums.sessions) AS sessions FROM session_sums
  WHERE project = {project:String} AND kind = '${end}'
    AND first >= toDateTime(intDiv({from_ms:Int64}, 1000)) AND last < toDateTime(intDiv({to_ms:Int64}, 1000))
  GROUP BY value`;

/** On which pages sessions began or ended, by their first or last page view in the range. */
export async function sessionPages(scope: Scope, end: 'entry' | 'exit'): Promise<SessionPageRow[]> {
  const isFast = scope.grain !== 'visits';
  const crossing = isFast ? await findCrossing(scope) : undefined;
  const parts = isFast
    ? [inside(end), ...(crossing === undefined ? [] : [ofVisits(cutSessions(scope), end)])]
    : [ofVisits(`${scope.where} AND ${IN_RANGE}`, end)];
  const rows = await ask<{ page: string; total: string }>(
    scope,
    `SELECT ${scope.question.pageGroups ? scope.groups.of('value') : 'value'} AS page, sum(sessions) AS total
     FROM (${parts.join(' UNION ALL ')})
     GROUP BY page HAVING total > 0 ORDER BY total DESC, page LIMIT ${TOP_ROWS}
     ${IN_SESSION_ORDER}`,
    crossing ?? {},
  );
  return rows.map(({ page, total }) => ({ value: page, sessions: Number(total) }));
}
