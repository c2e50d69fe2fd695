import type { StoreClient } from './client.ts';
import { type Project, type ProjectRow, projectFromRow, projectToRow } from './project.ts';

/** All projects, in the order they were made. */
export async function readProjects(client: StoreClient): Promise<Project[]> {
  const answer = await client.query({
    query: `SELECT id, name, enabled, public_keys, secret_key_hashes, origins, settings,
                   toUnixTimestamp64Milli(created_at) AS created_at_ms, version
            FROM projects FINAL ORDER BY created_at, id`,
    format: 'JSONEachRow',
  });
  return (await answer.json<ProjectRow>()).map(projectFromRow);
}

/** Adds a version of a project; the newest one counts. */
export async function writeProject(client: StoreClient, project: Project): Promise<void> {
  await client.insert({
    table: 'projects',
    values: [projectToRow(project)],
    format: 'JSONEachRow',
    clickhouse_settings: { async_insert: 0 },
  });
}
