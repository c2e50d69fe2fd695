import { ask, bounds, CELLS_IN_RANGE, inRange, pieceOf, timeOf } from './ask.ts';
import type { Span } from './calendar.ts';
import type { Grain, Scope } from './scope.ts';

interface ActivityRow {
  piece: number;
  is_total: 0 | 1;
  visitors: string;
  views: string;
  clicks: string;
}

export interface Activity {
  visitors: Map<number, number>;
  views: Map<number, number>;
  clicks: Map<number, number>;
  total: { visitors: number; views: number; clicks: number };
}

const fromSets = (grain: Grain) => `
  SELECT ${pieceOf('t')} AS piece, groupBitmapMergeStateIf(ids, metric = 'visitor') AS visitors,
    sumIf(n, metric = 'view') AS views, sumIf(n, metric = 'click') AS clicks
  FROM sets
  WHERE project = {project:String} AND metric IN ('visitor', 'view', 'click') AND dim = '' AND grain = '${grain}' AND ${CELLS_IN_RANGE}
  GROUP BY piece`;

const fromVisits = (scope: Scope) => `
  SELECT ${pieceOf(timeOf(scope))} AS piece, groupBitmapState(visitor) AS visitors,
    countIf(event = '$page-view') AS views, countIf(event = '$click') AS clicks
  FROM visits WHERE ${scope.where} AND ${inRange(scope)}
  GROUP BY piece`;

/** Visitors, page views and clicks per day or hour, and over the whole range. */
export async function activity(scope: Scope, pieces: readonly Span[], grain: Grain): Promise<Activity> {
  const rows = await ask<ActivityRow>(
    scope,
    `SELECT piece, is_total, groupBitmapMerge(visitors) AS visitors, sum(views) AS views, sum(clicks) AS clicks
     FROM (${grain === 'visits' ? fromVisits(scope) : fromSets(grain)}) AS pieces
     ARRAY JOIN [0, 1] AS is_total
     GROUP BY if(is_total = 1, 0, pieces.piece) AS piece, is_total`,
    { bounds: bounds(pieces) },
  );
  const column = (name: 'visitors' | 'views' | 'clicks') =>
    new Map(rows.filter(({ is_total }) => is_total === 0).map((row) => [row.piece, Number(row[name])]));
  const total = rows.find(({ is_total }) => is_total === 1);
  return {
    visitors: column('visitors'),
    views: column('views'),
    clicks: column('clicks'),
    total: {
      visitors: Number(total?.visitors ?? 0),
      views: Number(total?.views ?? 0),
      clicks: Number(total?.clicks ?? 0),
    },
  };
}
