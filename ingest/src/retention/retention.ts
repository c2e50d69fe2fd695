import type { Logger } from '../log.ts';
import { cleanUpReplays, expireAssets, expireReplays } from '../replays/index.ts';
import type { Project, StoreClient } from '../store/index.ts';
import { expireEvents, keptFrom } from './expire-events.ts';

/** Often enough that nothing stays much longer than promised; each look is one small question where nothing is old. */
const LOOK_EVERY_MS = 6 * 3_600_000;
/** A server that is restarted every few hours keeps its promises too; not at once, when it has other things to do. */
const FIRST_LOOK_MS = 5 * 60_000;
const DAY_MS = 86_400_000;

/** `events_days` and `replay_days` in a project's settings; none: kept until somebody deletes it. */
function daysOf({ settings }: Project, name: 'events_days' | 'replay_days'): number | undefined {
  const days = settings[name];
  return typeof days === 'number' && days > 0 ? days : undefined;
}

export interface Expired {
  project: string;
  /** `202508` */
  months: number[];
  replays: number;
}

/** Keeps the promise of one project, as of now. */
export async function expire(client: StoreClient, project: Project, nowMs: number): Promise<Expired> {
  const eventDays = daysOf(project, 'events_days');
  const replayDays = daysOf(project, 'replay_days');
  const { id } = project;
  const months =
    eventDays === undefined ? [] : await expireEvents(client, { project: id, before: keptFrom(nowMs, eventDays) });
  const old = replayDays && { project: id, endedBeforeMs: nowMs - replayDays * DAY_MS };
  const replays = old ? await expireReplays(client, old) : 0;
  if (old) await expireAssets(client, old);
  await cleanUpReplays(client, id, nowMs);
  return { project: id, months, replays };
}

interface RetentionOptions {
  store: () => StoreClient;
  projects: () => readonly Project[];
  log: Logger;
}

/** Looks after each project's promise for as long as the server lives. Several servers may do so at once. */
export function startRetention({ store, projects, log }: RetentionOptions): { stop(): void } {
  async function look(): Promise<void> {
    for (const project of projects()) {
      try {
        const { months, replays } = await expire(store(), project, Date.now());
        if (months.length + replays > 0) log.info({ project: project.id, months, replays }, 'What was too old is gone');
      } catch (error) {
        log.warn({ err: error, project: project.id }, 'What is too old could not be deleted yet');
      }
    }
  }
  const first = setTimeout(look, FIRST_LOOK_MS).unref();
  const timer = setInterval(look, LOOK_EVERY_MS).unref();
  return {
    stop() {
      clearTimeout(first);
      clearInterval(timer);
    },
  };
}
