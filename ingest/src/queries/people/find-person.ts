import type { StoreClient } from '../../store/index.ts';
import { readRows } from '../read-rows.ts';
import type { PersonKind } from './list-people.ts';

/** A person with everybody joined to them by a sign-in, one step far: accounts sharing a browser are not each other. */
export interface FoundPerson {
  kind: PersonKind;
  id: string;
  users: string[];
  visitors: string[];
  /** Picks their events out of `events`; fixed text, with the placeholders of `params`. */
  where: string;
  params: Record<string, unknown>;
}

interface Question {
  project: string;
  id: string;
  /** An id may name an account and a browser; accounts come first. */
  kind?: PersonKind | undefined;
}

const OTHER = { user: 'visitor', visitor: 'user' } as const;

/** More browsers or accounts than this are a test machine; the newest events are shown all the same. */
const MAX_JOINED = 200;

const numbersOf = (kind: PersonKind) =>
  `SELECT id FROM ids WHERE project = {project:String} AND kind = '${kind}' AND key = {id:String}`;

/** Undefined when nobody has that id. */
export async function findPerson(client: StoreClient, question: Question): Promise<FoundPerson | undefined> {
  const params = { project: question.project, id: question.id };
  const kinds = await readRows<{ kind: PersonKind }>(client, {
    sql: `SELECT toString(kind) AS kind FROM ids WHERE project = {project:String} AND kind IN ('user', 'visitor') AND key = {id:String} ORDER BY kind = 'visitor'`,
    params,
  });
  const kind = kinds.map((row) => row.kind).find((found) => question.kind === undefined || found === question.kind);
  if (kind === undefined) return undefined;
  const other = OTHER[kind];
  const joined = await readRows<{ key: string }>(client, {
    sql: `SELECT key FROM ids WHERE project = {project:String} AND kind = '${other}' AND id IN (
            SELECT DISTINCT ${other} FROM visits WHERE project = {project:String} AND ${kind} IN (${numbersOf(kind)}) AND ${other} != 0)
          ORDER BY key LIMIT ${MAX_JOINED}`,
    params,
  });
  const others = joined.map(({ key }) => key);
  // The hours they were there: `events` is sorted by kind of event and hour, so that all others are not read.
  const hours = `toStartOfHour(event_at) IN (
    SELECT DISTINCT toStartOfHour(at) FROM visits WHERE project = {project:String} AND (${kind} IN (${numbersOf(kind)})
      ${kind === 'user' ? `OR (user = 0 AND visitor IN (SELECT id FROM ids WHERE project = {project:String} AND kind = 'visitor' AND key IN {others:Array(String)}))` : ''}))`;
  return {
    kind,
    id: question.id,
    users: kind === 'user' ? [question.id] : others,
    visitors: kind === 'visitor' ? [question.id] : others,
    where:
      kind === 'visitor'
        ? `project = {project:String} AND visitor_id = {id:String} AND ${hours}`
        : `project = {project:String} AND (user_id = {id:String} OR (user_id = '' AND visitor_id IN {others:Array(String)})) AND ${hours}`,
    params: { ...params, others },
  };
}
