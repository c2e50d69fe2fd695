import type { WebVitalsRow } from '../../contract/index.ts';
import { ask, inRange } from './ask.ts';
import { type Scope, TOP_ROWS } from './scope.ts';

/** Nobody measured has -1. The value at three quarters of the sorted list, as it was measured: nothing is interpolated. */
const p75 = (name: string) =>
  `if(countIf(${name} >= 0) = 0, NULL, quantileExactIf(0.75)(${name}, ${name} >= 0)) AS ${name}_p75`;

/** How three quarters of the page views of each page felt. */
export async function webVitals(scope: Scope): Promise<WebVitalsRow[]> {
  const rows = await ask<Omit<WebVitalsRow, 'views'> & { views: string }>(
    scope,
    `SELECT ${scope.question.pageGroups ? scope.groups.of('path') : 'toString(path)'} AS value, ${['lcp', 'inp', 'cls'].map(p75).join(', ')}, count() AS views
     FROM visits WHERE ${scope.where} AND event = '$web-vitals' AND ${inRange(scope)}
     GROUP BY value ORDER BY views DESC, value LIMIT ${TOP_ROWS}`,
  );
  return rows.map((row) => ({ ...row, views: Number(row.views) }));
}
