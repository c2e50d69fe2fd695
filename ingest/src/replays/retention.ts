import type { Logger } from '../log.ts';
import type { Project, StoreClient } from '../store/index.ts';

/** Often enough that nothing stays much longer than promised; each look is one small question where nothing is old. */
const LOOK_EVERY_MS = 6 * 3_600_000;
const DAY_MS = 86_400_000;

/** `replay_days` in a project's settings; none: recordings stay until somebody deletes them. */
const daysOf = ({ settings }: Project): number | undefined =>
  typeof settings.replay_days === 'number' && settings.replay_days > 0 ? settings.replay_days : undefined;

/** Takes replays that ended too long ago off the disk, whole ones only; answers how many there were. */
export async function expireReplays(
  client: StoreClient,
  { project, endedBeforeMs }: { project: string; endedBeforeMs: number },
): Promise<number> {
  const params = { project, before: endedBeforeMs };
  const old = `project = {project:String} AND NOT is_deleted AND ended_at < fromUnixTimestamp64Milli({before:Int64})`;
  const answer = await client.query({
    query: `SELECT count() AS n FROM replays FINAL WHERE ${old}`,
    query_params: params,
    format: 'JSONEachRow',
  });
  const count = Number((await answer.json<{ n: string }>())[0]?.n ?? 0);
  if (count === 0) return 0;
  // The chunks first: killed in between, the summaries still say what has to go.
  const conditions = [
    [
      'replay_chunks',
      `project = {project:String} AND session_id IN (SELECT session_id FROM replays FINAL WHERE ${old})`,
    ],
    ['replays', old],
  ] as const;
  for (const [table, where] of conditions)
    await client.command({
      query: `ALTER TABLE ${table} DELETE WHERE ${where}`,
      query_params: params,
      clickhouse_settings: { mutations_sync: '2' },
    });
  return count;
}

interface RetentionOptions {
  store: () => StoreClient;
  projects: () => readonly Project[];
  log: Logger;
}

/** Looks after each project's promise for as long as the server lives. Several servers may do so at once. */
export function startReplayRetention({ store, projects, log }: RetentionOptions): { stop(): void } {
  const timer = setInterval(async () => {
    for (const project of projects()) {
      const days = daysOf(project);
      if (days === undefined) continue;
      try {
        const expired = await expireReplays(store(), {
          project: project.id,
          endedBeforeMs: Date.now() - days * DAY_MS,
        });
        if (expired > 0) log.info({ project: project.id, expired }, 'Old replays were deleted');
      } catch (error) {
        log.warn({ err: error, project: project.id }, 'Old replays could not be deleted yet');
      }
    }
  }, LOOK_EVERY_MS).unref();
  return { stop: () => clearInterval(timer) };
}
