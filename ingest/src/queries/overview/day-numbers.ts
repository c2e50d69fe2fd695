import type { AuthOverview } from '../../contract/index.ts';
import { type Activity, activity } from './activity.ts';
import { authOverview } from './auth-overview.ts';
import { type DailySplit, dailySplit } from './daily-split.ts';
import { scanDays } from './day-scan.ts';
import { monthlyUsers } from './monthly-users.ts';
import type { Scope } from './scope.ts';
import { totalUsers } from './total-users.ts';

/** What the overview says of each day, and of all of them. */
export interface DayNumbers {
  users: DailySplit;
  teams: DailySplit;
  totalUsers: number;
  mau: number;
  activity: Activity;
  auth: AuthOverview;
}

/** From sets, which are small and each asked for by itself, where they can tell it; otherwise from `visits`, all at once. */
export async function dayNumbers(scope: Scope): Promise<DayNumbers> {
  if (scope.grain === 'visits') return scanDays(scope);
  const [users, teams, total, mau, numbers, auth] = await Promise.all([
    dailySplit(scope, 'user'),
    dailySplit(scope, 'team'),
    totalUsers(scope),
    monthlyUsers(scope),
    activity(scope, scope.days, scope.grain),
    authOverview(scope),
  ]);
  return { users, teams, totalUsers: total, mau, activity: numbers, auth };
}
