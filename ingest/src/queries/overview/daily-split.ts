import { ask, bounds, pieceOf } from './ask.ts';
import type { Grain, Scope } from './scope.ts';

/** Whose days: people with an account, or teams. */
export type Actor = 'user' | 'team';

export interface DailySplit {
  total: Map<number, number>;
  new: Map<number, number>;
  retained: Map<number, number>;
  reactivated: Map<number, number>;
}

interface SplitRow {
  day: number;
  total: string;
  fresh: string;
  retained: string;
}

/** Guests are left out unless asked for; a team is no guest. */
export const actorCondition = (scope: Scope, actor: Actor) =>
  actor === 'user' && !scope.question.includeAnonymous ? 'is_anonymous = false' : 'true';

const DAYS_FROM = '{first_s:UInt32}';

/** Everybody before the day before the range: whole months, then whole days, then hours. */
const earlierSets = (actor: Actor, condition: string) => `
  SELECT groupBitmapMergeState(ids) FROM sets
  WHERE project = {project:String} AND metric = '${actor}' AND dim = '' AND ${condition} AND (
    (grain = 'month' AND t < toStartOfMonth(toDateTime(${DAYS_FROM}, 'UTC')))
    OR (grain = 'day' AND t >= toStartOfMonth(toDateTime(${DAYS_FROM}, 'UTC')) AND t < toStartOfDay(toDateTime(${DAYS_FROM}, 'UTC')))
    OR (grain = 'hour' AND t >= toStartOfDay(toDateTime(${DAYS_FROM}, 'UTC')) AND t < toDateTime(${DAYS_FROM})))`;

const daysOfSets = (actor: Actor, condition: string, grain: Grain) => `
  SELECT ${pieceOf('t')} AS day, t >= toDateTime(intDiv({from_ms:Int64}, 1000)) AS is_asked, ids FROM sets
  WHERE project = {project:String} AND metric = '${actor}' AND dim = '' AND grain = '${grain}' AND ${condition}
    AND t >= toDateTime(${DAYS_FROM}) AND t < toDateTime(intDiv({to_ms:Int64}, 1000))`;

/** The sets a split is made of, as subqueries: one row per day, and everybody earlier. */
export function actorSets(scope: Scope, actor: Actor): { days: string; earlier: string } {
  const condition = actorCondition(scope, actor);
  return { days: daysOfSets(actor, condition, scope.grain), earlier: earlierSets(actor, condition) };
}

export const actorParams = (scope: Scope) => ({
  first_s: Math.floor(scope.dayBefore.startMs / 1_000),
  bounds: bounds([scope.dayBefore, ...scope.days]),
});

/**
 * Who was active on each day: `new` for the first time ever, `retained` if also active the day before, `reactivated` otherwise.
 * Set algebra on one bitmap per day: `asked` is the part of the day inside the range, `whole` the day itself.
 */
export async function dailySplit(scope: Scope, actor: Actor): Promise<DailySplit> {
  const { days, earlier } = actorSets(scope, actor);
  const rows = await ask<SplitRow>(
    scope,
    `WITH (${earlier}) AS earlier
     SELECT day, bitmapCardinality(asked) AS total, bitmapAndnotCardinality(asked, bitmapOr(before, earlier)) AS fresh,
       if(indexOf({bounds:Array(UInt32)}, day_before) + 1 = indexOf({bounds:Array(UInt32)}, day), bitmapAndCardinality(asked, whole_before), 0) AS retained
     FROM (
       SELECT day, asked,
         groupBitmapOrState(whole) OVER (ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before,
         lagInFrame(whole, 1) OVER (ORDER BY day ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS whole_before,
         lagInFrame(day, 1) OVER (ORDER BY day ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS day_before
       FROM (
         SELECT day, groupBitmapMergeState(ids) AS whole, groupBitmapMergeStateIf(ids, is_asked) AS asked
         FROM (${days}) GROUP BY day))
     WHERE day > {first_s:UInt32}`,
    actorParams(scope),
  );
  const column = (read: (row: SplitRow) => number) => new Map(rows.map((row) => [row.day, read(row)]));
  return {
    total: column(({ total }) => Number(total)),
    new: column(({ fresh }) => Number(fresh)),
    retained: column(({ retained }) => Number(retained)),
    reactivated: column(({ total, fresh, retained }) => Number(total) - Number(fresh) - Number(retained)),
  };
}
