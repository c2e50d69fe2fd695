import type { StoreClient } from '../store/index.ts';
import type { KnownPerson, Person } from './person.ts';

const numberOf = (kind: 'user' | 'visitor', which: string) =>
  `(SELECT id FROM ids WHERE project = {project:String} AND kind = '${kind}' AND key ${which})`;

/** Of events and of visits: the events may not be folded yet, and an erasure that was killed may have taken the events already. */
const BROWSERS_OF_THE_ACCOUNT = `
  SELECT visitor_id FROM events WHERE project = {project:String} AND user_id = {userId:String} AND visitor_id != ''
  UNION DISTINCT
  SELECT key FROM ids WHERE project = {project:String} AND kind = 'visitor' AND id IN (
    SELECT visitor FROM visits WHERE project = {project:String} AND user IN ${numberOf('user', '= {userId:String}')})`;

const BROWSERS_OF_OTHERS_TOO = `
  SELECT visitor_id FROM events WHERE project = {project:String} AND visitor_id IN {browsers:Array(String)} AND user_id NOT IN ('', {userId:String})
  UNION DISTINCT
  SELECT key FROM ids WHERE project = {project:String} AND kind = 'visitor' AND id IN (
    SELECT visitor FROM visits WHERE project = {project:String} AND visitor IN ${numberOf('visitor', 'IN {browsers:Array(String)}')}
      AND user != 0 AND user NOT IN ${numberOf('user', '= {userId:String}')})`;

/** What nobody was signed in for on a browser of several accounts is nobody's for sure: such a browser is not among them. */
async function ownBrowsers(client: StoreClient, project: string, userId: string): Promise<string[]> {
  async function ask(query: string, browsers: readonly string[]): Promise<string[]> {
    const answer = await client.query({
      query,
      query_params: { project, userId, browsers },
      format: 'JSONEachRow',
    });
    return (await answer.json<{ visitor_id: string }>()).map(({ visitor_id }) => visitor_id);
  }
  const browsers = await ask(BROWSERS_OF_THE_ACCOUNT, []);
  const shared = new Set(await ask(BROWSERS_OF_OTHERS_TOO, browsers));
  return browsers.filter((id) => !shared.has(id));
}

/** Who is meant, with every id of theirs. */
export async function knowPerson(
  client: StoreClient,
  { project, visitorId = '', userId = '', withBrowsers = false }: Person,
): Promise<KnownPerson> {
  const theirs = withBrowsers && userId !== '' ? await ownBrowsers(client, project, userId) : [];
  return { project, userId, visitorIds: [...new Set([visitorId, ...theirs])].filter((id) => id !== '') };
}
