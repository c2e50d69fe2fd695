import { ask, inRange } from './ask.ts';
import { actorCondition } from './daily-split.ts';
import type { Scope } from './scope.ts';

interface CountryRow {
  country: string;
  users: string;
}

const DAY_MS = 86_400_000;

/** A time in milliseconds and two letters in one number: the largest is the newest, and of the same time the last by the alphabet. */
const SEEN_IN = 'toUInt64(toUnixTimestamp64Milli(at)) * 65536 + reinterpretAsUInt16(reverse(country))';

const latest = (scope: Scope, who: string) => `
  SELECT reverse(reinterpretAsString(letters)) AS country, count() AS users FROM (
    SELECT toUInt16(max(${SEEN_IN}) % 65536) AS letters FROM visits
    WHERE ${scope.where} AND ${who} AND country != '' AND ${actorCondition(scope, 'user')} AND ${inRange(scope)}
    GROUP BY user)
  GROUP BY letters`;

/** Users per country and day, with the ends of the range that are no whole days. */
function countrySets(scope: Scope) {
  const firstDay = Math.ceil(scope.fromMs / DAY_MS) * DAY_MS;
  const endDay = Math.max(firstDay, Math.floor(scope.toMs / DAY_MS) * DAY_MS);
  const condition = actorCondition(scope, 'user');
  const isRagged = firstDay > scope.fromMs || endDay < scope.toMs;
  const ends = `UNION ALL SELECT toString(country) AS value, groupBitmapState(user) AS ids FROM visits
    WHERE ${scope.where} AND user != 0 AND country != '' AND ${condition} AND ${inRange(scope)}
      AND (at < toDateTime({first_day_s:UInt32}) OR at >= toDateTime({end_day_s:UInt32})) GROUP BY country`;
  const sql = `
    SELECT toString(value) AS value, ids FROM sets
    WHERE project = {project:String} AND metric = 'user' AND dim = 'country' AND grain = 'day' AND ${condition}
      AND t >= toDateTime({first_day_s:UInt32}) AND t < toDateTime({end_day_s:UInt32})
    ${isRagged ? ends : ''}`;
  return { sql, params: { first_day_s: firstDay / 1_000, end_day_s: endDay / 1_000 } };
}

/**
 * Users by the country they were seen in last. Sets tell it for everybody who was in one country only; whoever was in several
 * is looked up in `visits`.
 */
export async function usersByCountry(scope: Scope): Promise<Record<string, number>> {
  const counts = new Map<string, number>();
  const add = (rows: readonly CountryRow[]) => {
    for (const { country, users } of rows) counts.set(country, (counts.get(country) ?? 0) + Number(users));
  };
  if (scope.isFiltered) add(await ask<CountryRow>(scope, latest(scope, 'user != 0')));
  else {
    const { sql, params } = countrySets(scope);
    const travellers = `
      SELECT groupBitmapOrState(bitmapAnd(ids, before)) FROM (
        SELECT ids, groupBitmapOrState(ids) OVER (ORDER BY value ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
        FROM (SELECT value, groupBitmapMergeState(ids) AS ids FROM (${sql}) GROUP BY value))`;
    const rows = await ask<CountryRow & { moved_users: string }>(
      scope,
      `WITH (${travellers}) AS moved
       SELECT value AS country, bitmapAndnotCardinality(groupBitmapMergeState(ids), moved) AS users, bitmapCardinality(moved) AS moved_users
       FROM (${sql}) GROUP BY value`,
      params,
    );
    add(rows);
    if (rows.some(({ moved_users }) => Number(moved_users) > 0)) {
      add(
        await ask<CountryRow>(
          scope,
          latest(scope, `user IN (SELECT arrayJoin(bitmapToArray((${travellers}))))`),
          params,
        ),
      );
    }
  }
  return Object.fromEntries(
    [...counts].filter(([, users]) => users > 0).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)),
  );
}
