import { ask, CELLS_IN_RANGE, IN_RANGE } from './ask.ts';
import { actorCondition } from './daily-split.ts';
import { grainOf, type Scope } from './scope.ts';
import { shiftDate } from './zone.ts';

const MONTH_DAYS = 30;

/** Different users of the 30 days that end with the range, however long the range is. */
export async function monthlyUsers(scope: Scope): Promise<number> {
  const { zone } = scope.question;
  const fromMs = zone.startOf(shiftDate(zone.dateAt(scope.toMs - 1), 1 - MONTH_DAYS));
  const grain = scope.isFiltered ? 'visits' : grainOf([fromMs, scope.toMs]);
  const condition = actorCondition(scope, 'user');
  const rows = await ask<{ users: string }>(
    scope,
    grain === 'visits'
      ? `SELECT groupBitmap(user) AS users FROM visits WHERE ${scope.where} AND user != 0 AND ${condition} AND ${IN_RANGE}`
      : `SELECT groupBitmapMerge(ids) AS users FROM sets
         WHERE project = {project:String} AND metric = 'user' AND dim = '' AND grain = '${grain}' AND ${condition} AND ${CELLS_IN_RANGE}`,
    { from_ms: fromMs },
  );
  return Number(rows[0]?.users ?? 0);
}
