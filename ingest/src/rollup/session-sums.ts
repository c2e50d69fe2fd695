import { DATED_PATH, pathOfDated, type StoreClient } from '../store/index.ts';
import type { Fold } from './plan.ts';
import { read, write } from './statement.ts';

export const SUM_COLUMNS = 'project, kind, first, last, value, sessions, bounces, duration_ms, folds';

/** On which pages a session began and ended. */
const endPages = (cond: string) => ({
  first: pathOfDated(`minIf(${DATED_PATH}, ${cond})`),
  last: pathOfDated(`maxIf(${DATED_PATH}, ${cond})`),
});

/** What a session amounts to, taken over the rows for which `cond` holds. */
const shape = (cond: string) => {
  const views = `event = '$page-view' AND ${cond}`;
  const { first, last } = endPages(views);
  return `(toUInt64(countIf(${views})), minIf(at, ${cond}), maxIf(at, ${cond}), ${first}, ${last})`;
};

/** The lines that a shape adds (sign 1) or takes away (sign -1). */
const lines = (name: string, sign: 1 | -1) =>
  `
  if(${name}.1 = 0,
    [('all', toStartOfHour(${name}.2), toStartOfHour(${name}.3), '', toInt64(${sign}), toInt64(0), ${sign} * duration(${name}))],
    [('all', toStartOfHour(${name}.2), toStartOfHour(${name}.3), '', toInt64(${sign}), toInt64(${sign} * (${name}.1 = 1)), ${sign} * duration(${name})),
     ('entry', toStartOfHour(${name}.2), toStartOfHour(${name}.3), ${name}.4, toInt64(${sign}), toInt64(0), toInt64(0)),
     ('exit', toStartOfHour(${name}.2), toStartOfHour(${name}.3), ${name}.5, toInt64(${sign}), toInt64(0), toInt64(0))])`.replaceAll(
    /duration\((\w+)\)/g,
    '(toUnixTimestamp64Milli($1.3) - toUnixTimestamp64Milli($1.2))',
  );

/** Sums of `sessions`, a subquery with the columns project, had (rows before) and the shapes before and after. */
const sumLines = (sessions: string, list: string) => `
  SELECT project, line.1 AS kind, line.2 AS first, line.3 AS last, line.4 AS value,
    sum(line.5) AS sessions, sum(line.6) AS bounces, sum(line.7) AS duration_ms, groupBitmapStateIf(toUInt32(0), false) AS folds
  FROM (SELECT project, arrayJoin(${list}) AS line FROM ${sessions})
  GROUP BY project, kind, first, last, value`;

/** The lines of all sessions of a table like `visits`, computed afresh. */
export const allSessionSums = (visits: string) =>
  sumLines(
    `(SELECT project, ${shape('true')} AS after FROM ${visits} WHERE session != 0 GROUP BY project, opened, visitor, session)`,
    lines('after', 1),
  );

/**
 * Replaces the old shape of every session that the fold touches by its new one. Both are read from `visits`, which has the fold
 * already: rows of a session lie together, so this reads the granules of the sessions' own hours only.
 */
export async function foldSessionSums(client: StoreClient, { fold }: Fold): Promise<void> {
  const params = { fold };
  const done = await read<{ held: number }>(client, {
    sql: `SELECT bitmapContains(groupBitmapMergeState(folds), {fold:UInt32}) AS held FROM session_sums WHERE project = '' AND kind = 'fold'`,
    params,
  });
  if (done[0]?.held === 1) return;
  const sessions = `(
    SELECT project, countIf(fold < {fold:UInt32}) AS had, ${shape('fold < {fold:UInt32}')} AS before, ${shape('true')} AS after
    FROM visits
    WHERE fold <= {fold:UInt32} AND session != 0 AND (project, opened, visitor, session) IN (
      SELECT project, opened, visitor, session FROM visits WHERE fold = {fold:UInt32} AND session != 0)
    GROUP BY project, opened, visitor, session)`;
  await write(client, {
    sql: `
      INSERT INTO session_sums (${SUM_COLUMNS})
      SELECT ${SUM_COLUMNS} FROM (${sumLines(sessions, `arrayConcat(${lines('after', 1)}, if(had = 0, [], ${lines('before', -1)}))`)})
      UNION ALL SELECT '', 'fold', toDateTime(0), toDateTime(0), '', 1, 0, 0, groupBitmapState({fold:UInt32})`,
    params,
  });
}
