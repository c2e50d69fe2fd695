import type { StoreClient } from '../store/index.ts';
import { type KnownPerson, personParams } from './person.ts';

/** The numbers by which derived tables know the person. */
const NUMBERS = {
  visitor: "FROM ids WHERE project = {project:String} AND kind = 'visitor' AND has({visitorIds:Array(String)}, key)",
  user: "FROM ids WHERE project = {project:String} AND kind = 'user' AND {userId:String} != '' AND key = {userId:String}",
};

const inRows = (table: string) => `
  SELECT toYYYYMM(at) AS month FROM ${table}
  WHERE project = {project:String} AND (visitor IN (SELECT id ${NUMBERS.visitor}) OR user IN (SELECT id ${NUMBERS.user}))`;

const inSets = (metric: keyof typeof NUMBERS) => `
  SELECT toYYYYMM(t) AS month FROM sets
  WHERE project = {project:String} AND metric = '${metric}' AND dim = '' AND grain = 'day'
    AND bitmapHasAny(sets.ids, (SELECT groupBitmapState(id) ${NUMBERS[metric]}))`;

/** Every month that has something of the person: of an erasure that was cut off, only the derived tables may say so. */
export async function monthsWith(client: StoreClient, person: KnownPerson, inEvents: string): Promise<number[]> {
  const answer = await client.query({
    query: `SELECT month FROM (
              SELECT toYYYYMM(event_at) AS month FROM events WHERE ${inEvents}
              UNION DISTINCT ${[inRows('visits'), inRows('page_events'), inSets('visitor'), inSets('user')].join(' UNION DISTINCT ')})
            ORDER BY month`,
    query_params: personParams(person),
    format: 'JSONEachRow',
  });
  return (await answer.json<{ month: number }>()).map(({ month }) => month);
}
