import type { DailyRelease } from '../../contract/index.ts';
import { ask, bounds, CELLS_IN_RANGE, inRange, pieceOf, timeOf } from './ask.ts';
import type { Scope } from './scope.ts';

/** Releases worth a line each; a site that deploys hourly for a year has more than a chart can show. */
const MAX_ROWS = 400;

/** Which releases visitors had on which day. */
export async function dailyReleases(scope: Scope): Promise<DailyRelease[]> {
  const source =
    scope.grain === 'visits'
      ? `SELECT ${pieceOf(timeOf(scope))} AS day, toString(release) AS value, groupBitmapState(visitor) AS ids
         FROM visits WHERE ${scope.where} AND release != '' AND ${inRange(scope)} GROUP BY day, release`
      : `SELECT ${pieceOf('t')} AS day, toString(value) AS value, ids FROM sets
         WHERE project = {project:String} AND metric = 'visitor' AND dim = 'release' AND grain = '${scope.grain}' AND ${CELLS_IN_RANGE}`;
  const rows = await ask<{ day: number; value: string; visitors: string }>(
    scope,
    `SELECT day, value, groupBitmapMerge(ids) AS visitors FROM (${source})
     GROUP BY day, value ORDER BY day DESC, visitors DESC, value LIMIT ${MAX_ROWS}`,
    { bounds: bounds(scope.days) },
  );
  const dates = new Map(scope.days.map(({ label, startMs }) => [Math.floor(startMs / 1_000), label]));
  return rows
    .map(({ day, value, visitors }) => ({ date: dates.get(day) ?? '', release: value, visitors: Number(visitors) }))
    .reverse();
}
