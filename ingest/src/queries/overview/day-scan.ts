import type { AuthOverview } from '../../contract/index.ts';
import type { Activity } from './activity.ts';
import { ask, isBefore } from './ask.ts';
import type { DailySplit } from './daily-split.ts';
import type { DayNumbers } from './day-numbers.ts';
import type { Scope } from './scope.ts';

const IS_VIEW = "event = '$page-view'";

type Count =
  | 'visitors'
  | 'views'
  | 'clicks'
  | `${'users' | 'teams'}${'' | '_new' | '_retained'}`
  | 'total_users'
  | 'mau'
  | keyof AuthOverview;
type ScanRow = { is_total: 0 | 1; day: string } & Record<Count, string>;

const milliseconds = (scope: Scope) =>
  scope.isHourly ? 'toInt64(toUnixTimestamp(hour)) * 1000' : 'toUnixTimestamp64Milli(at)';

/** Everybody before the end of the range, in slices that lie wholly inside or outside of whatever is asked. */
const scan = (scope: Scope) => `
  SELECT roundDown(${milliseconds(scope)}, {slices:Array(Int64)}) AS slice, slice >= {from_ms:Int64} AS is_asked,
    groupBitmapStateIf(visitor, is_asked) AS seen, groupBitmapStateIf(visitor, is_asked AND user != 0) AS known,
    groupBitmapStateIf(user, user != 0 AND NOT is_anonymous) AS accounts, groupBitmapStateIf(user, user != 0 AND is_anonymous) AS guests,
    groupBitmapStateIf(team, team != 0) AS teams,
    countIf(is_asked AND ${IS_VIEW}) AS views, countIf(is_asked AND event = '$click') AS clicks,
    countIf(is_asked AND event = '$auth' AND auth_to = 'signed-in') AS sign_ins,
    countIf(is_asked AND event = '$auth' AND auth_to = 'signed-out') AS sign_outs
  FROM visits WHERE ${scope.where} AND ${isBefore(scope, 'to_ms')}
  GROUP BY slice, is_asked`;

/** The slices as days, those before the first as one, and all of them together once more. */
const days = (scope: Scope) => {
  const users = scope.question.includeAnonymous ? 'bitmapOr(slices.accounts, slices.guests)' : 'slices.accounts';
  return `
  SELECT is_total, if(is_total = 1, 0, roundDown(slices.slice, {days:Array(Int64)})) AS day,
    sum(slices.views) AS views, sum(slices.clicks) AS clicks, sum(slices.sign_ins) AS sign_ins, sum(slices.sign_outs) AS sign_outs,
    groupBitmapMergeState(slices.seen) AS seen, groupBitmapMergeState(slices.known) AS known,
    groupBitmapMergeStateIf(slices.accounts, slices.is_asked) AS accounts, groupBitmapMergeStateIf(slices.guests, slices.is_asked) AS guests,
    groupBitmapMergeState(${users}) AS users_whole, groupBitmapMergeStateIf(${users}, slices.is_asked) AS users_asked,
    groupBitmapMergeStateIf(${users}, is_total = 1 AND slices.slice >= {month_from_ms:Int64}) AS users_month,
    groupBitmapMergeState(slices.teams) AS teams_whole, groupBitmapMergeStateIf(slices.teams, slices.is_asked) AS teams_asked
  FROM (${scan(scope)}) AS slices ARRAY JOIN [0, 1] AS is_total
  GROUP BY is_total, day`;
};

const windows = (who: string) => `
  groupBitmapOrState(${who}_whole) OVER earlier AS ${who}_before, lagInFrame(${who}_whole, 1) OVER latest AS ${who}_last`;

const counts = (who: string) => `
  bitmapCardinality(${who}_asked) AS ${who}, bitmapAndnotCardinality(${who}_asked, ${who}_before) AS ${who}_new,
  if(is_next, bitmapAndCardinality(${who}_asked, ${who}_last), 0) AS ${who}_retained`;

const statement = (scope: Scope) => `
  SELECT is_total, day, views, clicks, sign_ins, sign_outs, bitmapCardinality(seen) AS visitors,
    indexOf({days:Array(Int64)}, day_before) + 1 = indexOf({days:Array(Int64)}, day) AS is_next, ${counts('users')}, ${counts('teams')},
    bitmapCardinality(users_whole) AS total_users, bitmapCardinality(users_month) AS mau,
    bitmapCardinality(accounts) AS signed_in, bitmapCardinality(guests) AS guests, bitmapAndnotCardinality(seen, known) AS without_account
  FROM (
    SELECT *, ${windows('users')}, ${windows('teams')}, lagInFrame(day, 1) OVER latest AS day_before
    FROM (${days(scope)})
    WINDOW earlier AS (PARTITION BY is_total ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
      latest AS (PARTITION BY is_total ORDER BY day ROWS BETWEEN 1 PRECEDING AND CURRENT ROW))
  WHERE is_total = 1 OR day >= {first_ms:Int64}`;

/** Every number that goes by days, in one pass over `visits`: for filters, and for days that do not begin with an hour of UTC. */
export async function scanDays(scope: Scope): Promise<DayNumbers> {
  const starts = scope.days.map(({ startMs }) => startMs);
  const boundaries = [0, scope.dayBefore.startMs, ...starts];
  const rows = await ask<ScanRow>(scope, statement(scope), {
    days: boundaries,
    slices: [...new Set([...boundaries, scope.fromMs, scope.monthFromMs])].sort((a, b) => a - b),
    first_ms: starts[0] ?? scope.fromMs,
    month_from_ms: scope.monthFromMs,
  });
  const ofDays = rows.filter(({ is_total }) => is_total === 0);
  const whole = rows.find(({ is_total }) => is_total === 1);
  const total = (name: Count) => Number(whole?.[name] ?? 0);
  const column = (read: (row: ScanRow) => number) =>
    new Map(ofDays.map((row) => [Math.floor(Number(row.day) / 1_000), read(row)]));
  const split = (who: 'users' | 'teams'): DailySplit => ({
    total: column((row) => Number(row[who])),
    new: column((row) => Number(row[`${who}_new`])),
    retained: column((row) => Number(row[`${who}_retained`])),
    reactivated: column((row) => Number(row[who]) - Number(row[`${who}_new`]) - Number(row[`${who}_retained`])),
  });
  const activity: Activity = {
    visitors: column((row) => Number(row.visitors)),
    views: column((row) => Number(row.views)),
    clicks: column((row) => Number(row.clicks)),
    total: { visitors: total('visitors'), views: total('views'), clicks: total('clicks') },
  };
  return {
    users: split('users'),
    teams: split('teams'),
    totalUsers: total('total_users'),
    mau: total('mau'),
    activity,
    auth: {
      signed_in: total('signed_in'),
      guests: total('guests'),
      without_account: total('without_account'),
      sign_ins: total('sign_ins'),
      sign_outs: total('sign_outs'),
    },
  };
}
