import type { StoreClient } from '../store/index.ts';
import { createPageGroups } from './overview/index.ts';
import { readRows } from './read-rows.ts';

const MAX_SUGGESTIONS = 100;

export interface PageGroupSuggestion {
  value: string;
  /** Different paths in it. */
  paths: number;
}

/** The groups that the paths of a project fall into, with the patterns given: those of more than one path, largest first. */
export async function suggestPageGroups(
  client: StoreClient,
  project: string,
  patterns: readonly string[],
): Promise<PageGroupSuggestion[]> {
  const groups = createPageGroups(patterns);
  const rows = await readRows<{ value: string; paths: string }>(client, {
    sql: `SELECT ${groups.of('path')} AS value, count() AS paths
          FROM (SELECT DISTINCT path FROM visits WHERE project = {project:String})
          GROUP BY value HAVING paths > 1 ORDER BY paths DESC, value LIMIT ${MAX_SUGGESTIONS}`,
    params: { project, ...groups.params },
  });
  return rows.map(({ value, paths }) => ({ value, paths: Number(paths) }));
}
