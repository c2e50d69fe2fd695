import type { Logger } from '../log.ts';
import type { Project, StoreClient } from '../store/index.ts';
import type { Admission } from './admission.ts';
import { DAY_MS, dayOf } from './day.ts';
import { limitsOf } from './settings.ts';

/** How far several servers may together run over a quota before they hear of each other; and a restart forgets no more than this. */
const LOOK_EVERY_MS = 30_000;

export interface FollowOptions {
  admission: Admission;
  store: () => StoreClient;
  projects: () => readonly Project[];
  now: () => number;
  log: Logger;
}

/** Asks the store how much it has of today from all servers. `received_at` has an index of its own, so that only today is read. */
export async function lookAtQuotas({ admission, store, projects, now }: Omit<FollowOptions, 'log'>): Promise<void> {
  const limited = projects().filter((project) => limitsOf(project).events_per_day);
  if (limited.length === 0) return;
  const day = dayOf(now());
  const asOf = new Map(limited.map((project) => [project.id, admission.quotaOf(project).taken()]));
  const answer = await store().query({
    query: `SELECT project, count() AS n FROM events
            WHERE project IN {projects:Array(String)} AND received_at >= fromUnixTimestamp64Milli({since:Int64})
            GROUP BY project`,
    query_params: { projects: limited.map(({ id }) => id), since: day * DAY_MS },
    format: 'JSONEachRow',
  });
  const counts = new Map((await answer.json<{ project: string; n: string }>()).map(({ project, n }) => [project, n]));
  // Asked before midnight and answered after it: these are yesterday's events.
  if (dayOf(now()) !== day) return;
  for (const project of limited)
    admission.quotaOf(project).adjust(Number(counts.get(project.id) ?? 0), asOf.get(project.id) ?? 0);
}

/** Keeps the quotas true while the server lives. */
export function followQuotas(options: FollowOptions): { look(): Promise<void>; stop(): void } {
  const look = () =>
    lookAtQuotas(options).catch((error: unknown) => {
      options.log.debug({ err: error }, 'the events of today could not be counted');
    });
  const timer = setInterval(look, LOOK_EVERY_MS).unref();
  return { look, stop: () => clearInterval(timer) };
}
