import type { StoreClient } from '../store/index.ts';

/** One person as they are asked for: a browser, an account, or both. */
export interface Person {
  project: string;
  visitorId?: string | undefined;
  userId?: string | undefined;
  /** With the account also what its browsers did before the sign-in, unless other accounts used them too. */
  withBrowsers?: boolean | undefined;
}

/** One person as the store knows them. */
export interface KnownPerson {
  project: string;
  visitorIds: readonly string[];
  userId: string;
}

/** A table that holds rows about people, with the condition that picks one person's. */
export interface PersonalTable {
  table: string;
  where: string;
}

export const personParams = ({ project, visitorIds, userId }: KnownPerson) => ({ project, visitorIds, userId });

/** An account that was not given is empty, and nobody has an empty one. */
const CONDITIONS: Readonly<Record<string, string>> = {
  visitor_id: 'has({visitorIds:Array(String)}, visitor_id)',
  user_id: "({userId:String} != '' AND user_id = {userId:String})",
};

/** Rows the store refused are kept as text; the text of a row names its people like the row would. */
const IN_DEAD_LETTER = `(
  has({visitorIds:Array(String)}, JSONExtractString(row, 'visitor_id'))
  OR ({userId:String} != '' AND JSONExtractString(row, 'user_id') = {userId:String}))`;

/** Where each kind of dense id finds its text again. */
const IN_IDS = `(
  (kind = 'visitor' AND has({visitorIds:Array(String)}, key))
  OR ({userId:String} != '' AND kind = 'user' AND key = {userId:String}))`;

/** A replay shows one visit: whoever appears in any of it is in all of its pictures, also before they signed in. */
const IN_REPLAYS = `session_id IN (
  SELECT session_id FROM replays WHERE project = {project:String} AND (
    has({visitorIds:Array(String)}, visitor_id)
    OR ({userId:String} != '' AND has(user_ids, {userId:String}))))`;
/** Links to those; they name nobody, so that they are looked for before the replays are gone. */
export const SHARES = 'replay_shares';
/** Earlier versions of a summary may not name the person yet; once the chunks are gone, all of them are without any. */
const LEFT_BEHIND = `NOT is_deleted AND (has(user_ids, {userId:String})
  OR session_id NOT IN (SELECT session_id FROM replay_chunks WHERE project = {project:String}))`;

/** What is more of a person than the columns of a table say. */
const ALSO: Readonly<Record<string, readonly string[]>> = { replay_chunks: [IN_REPLAYS], replays: [LEFT_BEHIND] };

/**
 * Every table with rows of people, asked of the store itself: a table that a later release adds is found without anybody
 * remembering to name it here. Derived tables hold numbers only and are computed again.
 */
export async function personalTables(client: StoreClient): Promise<PersonalTable[]> {
  const answer = await client.query({
    query: `SELECT table, groupArray(name) AS columns FROM system.columns
            WHERE database = currentDatabase() AND name IN ('project', 'visitor_id', 'user_id')
              AND table IN (SELECT name FROM system.tables WHERE database = currentDatabase() AND (engine = 'Distributed' OR engine LIKE '%MergeTree' AND NOT endsWith(name, '_local')))
            GROUP BY table HAVING length(columns) > 1 ORDER BY table`,
    format: 'JSONEachRow',
  });
  const found = (await answer.json<{ table: string; columns: string[] }>()).map(({ table, columns }) => {
    const conditions = [...columns.flatMap((name) => CONDITIONS[name] ?? []), ...(ALSO[table] ?? [])];
    return { table, where: `project = {project:String} AND (${conditions.join(' OR ')})` };
  });
  return [
    { table: SHARES, where: `project = {project:String} AND ${IN_REPLAYS}` },
    ...found,
    { table: 'dead_letter', where: `project = {project:String} AND ${IN_DEAD_LETTER}` },
    { table: 'synced_users', where: "project = {project:String} AND {userId:String} != '' AND id = {userId:String}" },
    { table: 'ids', where: `project = {project:String} AND ${IN_IDS}` },
  ];
}

/** How many rows of each table are about the person. */
export async function countRows(
  client: StoreClient,
  person: KnownPerson,
  tables: readonly PersonalTable[],
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { table, where } of tables) {
    const answer = await client.query({
      query: `SELECT count() AS n FROM ${table} WHERE ${where}`,
      query_params: personParams(person),
      format: 'JSONEachRow',
    });
    counts[table] = Number((await answer.json<{ n: string }>())[0]?.n ?? 0);
  }
  return counts;
}
