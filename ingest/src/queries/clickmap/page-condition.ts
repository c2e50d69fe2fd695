import type { PageGroups } from '../overview/index.ts';
import type { ClickmapQuestion } from './scope.ts';

/** Fixed text with typed placeholders, and what goes into them. */
interface Condition {
  sql: string;
  params: Record<string, unknown>;
}

/** Groups are worked out once per path, not once per row. */
const inGroup = (groups: PageGroups) => `path IN (
  SELECT path FROM (SELECT DISTINCT path FROM page_events WHERE project = {project:String})
  WHERE ${groups.of('path')} = {page_group:String})`;

function withinScope(scope: string): Condition {
  return scope.endsWith('*')
    ? { sql: 'startsWith(path, {scope:String})', params: { scope: scope.slice(0, -1) } }
    : { sql: 'path = {scope:String}', params: { scope } };
}

/** Project, page and what the asker may see. */
export function pageCondition({ path, pageGroup, within }: ClickmapQuestion, groups: PageGroups): Condition {
  const all: Condition[] = [
    { sql: 'project = {project:String}', params: {} },
    ...(path === undefined ? [] : [{ sql: 'path = {path:String}', params: { path } }]),
    ...(pageGroup === undefined ? [] : [{ sql: inGroup(groups), params: { page_group: pageGroup, ...groups.params } }]),
    ...(within === undefined ? [] : [withinScope(within)]),
  ];
  return {
    sql: all.map(({ sql }) => sql).join(' AND '),
    params: Object.assign({}, ...all.map(({ params }) => params)),
  };
}
