import { ask } from './ask.ts';
import { actorParams, actorSets } from './daily-split.ts';
import type { Scope } from './scope.ts';

/** Everybody with an account who was seen before the end of the range, also before its beginning. */
export async function totalUsers(scope: Scope): Promise<number> {
  const { days, earlier } = actorSets(scope, 'user');
  const rows = await ask<{ users: string }>(
    scope,
    `SELECT groupBitmapMerge(ids) AS users FROM (SELECT ids FROM (${days}) UNION ALL SELECT * FROM (${earlier}))`,
    actorParams(scope),
  );
  return Number(rows[0]?.users ?? 0);
}
