import type { AuthOverview } from '../../contract/index.ts';
import { ask, CELLS_IN_RANGE } from './ask.ts';
import { grainOf, type Scope } from './scope.ts';

const FROM_SETS = `
  groupBitmapMergeIf(ids, metric = 'user' AND NOT is_anonymous) AS signed_in,
  groupBitmapMergeIf(ids, metric = 'user' AND is_anonymous) AS guests,
  bitmapAndnotCardinality(groupBitmapMergeStateIf(ids, metric = 'visitor'), groupBitmapMergeStateIf(ids, metric = 'known')) AS without_account,
  sumIf(n, metric = 'sign-in') AS sign_ins,
  sumIf(n, metric = 'sign-out') AS sign_outs`;

/** Accounts, guests, strangers, and how often somebody crossed the line. `include_anonymous` does not matter here: both are shown. */
export async function authOverview(scope: Scope): Promise<AuthOverview> {
  const grain = grainOf([scope.fromMs, scope.toMs]);
  const rows = await ask<Record<keyof AuthOverview, string>>(
    scope,
    `SELECT ${FROM_SETS} FROM sets
     WHERE project = {project:String} AND metric IN ('user', 'visitor', 'known', 'sign-in', 'sign-out') AND dim = ''
       AND grain = '${grain}' AND ${CELLS_IN_RANGE}`,
  );
  const row = rows[0];
  return {
    signed_in: Number(row?.signed_in ?? 0),
    guests: Number(row?.guests ?? 0),
    without_account: Number(row?.without_account ?? 0),
    sign_ins: Number(row?.sign_ins ?? 0),
    sign_outs: Number(row?.sign_outs ?? 0),
  };
}
