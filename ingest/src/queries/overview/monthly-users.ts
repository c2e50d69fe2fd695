import { ask, CELLS_IN_RANGE, inRange } from './ask.ts';
import { actorCondition } from './daily-split.ts';
import { grainOf, type Scope } from './scope.ts';

/** Different users of the 30 days that end with the range, however long the range is. */
export async function monthlyUsers(scope: Scope): Promise<number> {
  const grain = scope.isFiltered ? 'visits' : grainOf([scope.monthFromMs, scope.toMs]);
  const condition = actorCondition(scope, 'user');
  const rows = await ask<{ users: string }>(
    scope,
    grain === 'visits'
      ? `SELECT groupBitmap(user) AS users FROM visits WHERE ${scope.where} AND user != 0 AND ${condition} AND ${inRange(scope)}`
      : `SELECT groupBitmapMerge(ids) AS users FROM sets
         WHERE project = {project:String} AND metric = 'user' AND dim = '' AND grain = '${grain}' AND ${condition} AND ${CELLS_IN_RANGE}`,
    { from_ms: scope.monthFromMs },
  );
  return Number(rows[0]?.users ?? 0);
}
