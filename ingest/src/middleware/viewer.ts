import { mayViewersQuery } from '../projects/index.ts';
import type { Project } from '../store/index.ts';

/** What a viewer may read. A closed list: a route that a later release adds is closed to them until it stands here. */
const READ = [
  /^\/api\/(overview|delivery|limits|page-groups|projects)$/,
  /^\/api\/events\/(count|recent)$/,
  /^\/api\/live(\/stream)?$/,
  /^\/api\/clickmap(\/[a-z]+)?$/,
  /^\/api\/replays(\/size|\/[\w-]+(\/chunks)?)?$/,
  // Express takes a route's own words in any case.
  /^\/api\/people(?!\/(export|erase)(\/|$))(\/[^/]+)?$/i,
];
const ASK_SQL = /^\/api\/query(\/schema)?$/;
/** Opens the overlay, which only shows what they may see here. */
const OPEN_MAP = '/api/clickmap/link';

/** Whether somebody who may only look may have this. */
export function mayView({ method, path }: { method: string; path: string }, project: Project): boolean {
  if (ASK_SQL.test(path)) return mayViewersQuery(project);
  if (method === 'POST') return path === OPEN_MAP;
  return (method === 'GET' || method === 'HEAD') && READ.some((known) => known.test(path));
}
