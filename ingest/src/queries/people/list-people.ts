import type { PersonRow } from '../../contract/index.ts';
import type { StoreClient } from '../../store/index.ts';
import { readRows } from '../read-rows.ts';

export type PersonKind = 'user' | 'visitor';

export interface PeoplePosition {
  atMs: number;
  /** The dense number of the last person shown. */
  number: number;
}

export interface PeopleQuestion {
  project: string;
  kind: PersonKind;
  /** Part of an id. */
  search?: string | undefined;
  limit: number;
  after?: PeoplePosition | undefined;
}

interface Row extends Omit<PersonRow, 'kind' | 'first_at_ms' | 'last_at_ms' | 'sessions' | 'events'> {
  number: number;
  first_at_ms: string;
  last_at_ms: string;
  sessions: string;
  events: string;
}

/** Accounts are whoever has a number; browsers are listed when none of their events has an account. */
const WHO: Record<PersonKind, string> = {
  user: 'user != 0',
  visitor: 'visitor NOT IN (SELECT DISTINCT visitor FROM visits WHERE project = {project:String} AND user != 0)',
};

const literalPattern = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** People in the order they were last seen. The page is found first, by two columns; details are read for its people only. */
export async function listPeople(
  client: StoreClient,
  { project, kind, search, limit, after }: PeopleQuestion,
): Promise<{ people: PersonRow[]; next: PeoplePosition | undefined }> {
  const wanted =
    search === undefined
      ? ''
      : `AND ${kind} IN (SELECT id FROM ids WHERE project = {project:String} AND kind = '${kind}' AND key LIKE {search:String})`;
  const page = `
    SELECT ${kind} FROM visits WHERE project = {project:String} AND ${WHO[kind]} ${wanted}
    GROUP BY ${kind}
    ${after === undefined ? '' : 'HAVING (max(at), visits.number) < (fromUnixTimestamp64Milli({at_ms:Int64}), {number:UInt32})'.replace('visits.number', kind)}
    ORDER BY max(at) DESC, ${kind} DESC LIMIT {limit:UInt32}`;
  const rows = await readRows<Row>(client, {
    sql: `
      SELECT person.key AS id, people.* FROM (
        SELECT ${kind} AS number, toUnixTimestamp64Milli(min(at)) AS first_at_ms, toUnixTimestamp64Milli(max(at)) AS last_at_ms,
          argMax(is_anonymous, (at, is_anonymous)) AS is_anonymous, argMax(toString(country), (at, toString(country))) AS country,
          argMax(toString(browser), (at, toString(browser))) AS browser, argMax(toString(device), (at, toString(device))) AS device,
          uniqExactIf(session, session != 0) AS sessions, count() AS events
        FROM visits WHERE project = {project:String} AND ${kind} IN (${page})
        GROUP BY ${kind}) AS people
      LEFT JOIN (SELECT id, key FROM ids WHERE project = {project:String} AND kind = '${kind}' AND id IN (${page})) AS person ON person.id = people.number
      ORDER BY last_at_ms DESC, number DESC`,
    params: {
      project,
      limit: limit + 1,
      ...(search === undefined ? {} : { search: literalPattern(search) }),
      ...(after === undefined ? {} : { at_ms: after.atMs, number: after.number }),
    },
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    people: shown.map(({ number, first_at_ms, last_at_ms, sessions, events, ...row }) => ({
      kind,
      ...row,
      first_at_ms: Number(first_at_ms),
      last_at_ms: Number(last_at_ms),
      sessions: Number(sessions),
      events: Number(events),
    })),
    next: rows.length > limit && last ? { atMs: Number(last.last_at_ms), number: last.number } : undefined,
  };
}
