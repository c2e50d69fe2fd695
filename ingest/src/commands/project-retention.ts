import { MIN_EVENTS_DAYS } from '../projects/index.ts';
import type { Project } from '../store/index.ts';
import { UsageError } from './command.ts';
import { wholeNumber } from './whole-number.ts';

export const RETENTION_OPTIONS = { 'events-days': { type: 'string' }, 'replay-days': { type: 'string' } } as const;

type RetentionValues = { [Name in keyof typeof RETENTION_OPTIONS]?: string | undefined };

const MAX_DAYS = 36_500;

const days = (project: Project, name: string) => {
  const value = project.settings[name];
  return typeof value === 'number' && value > 0 ? value : undefined;
};

/** The project with what was asked for; the same object when nothing was. */
export function withRetention(project: Project, values: RetentionValues): Project {
  const events = wholeNumber('events-days', values['events-days']);
  const replay = wholeNumber('replay-days', values['replay-days']);
  if (events === undefined && replay === undefined) return project;
  if (Math.max(events ?? 0, replay ?? 0) > MAX_DAYS) throw new UsageError(`At most ${MAX_DAYS} days.`);
  if (events !== undefined && events > 0 && events < MIN_EVENTS_DAYS)
    throw new UsageError(
      `--events-days must be at least ${MIN_EVENTS_DAYS}: browsers may deliver what is 30 days old.`,
    );
  return {
    ...project,
    settings: {
      ...project.settings,
      ...(events === undefined ? {} : { events_days: events }),
      ...(replay === undefined ? {} : { replay_days: replay }),
    },
  };
}

export function retentionFacts(project: Project): Record<string, unknown> {
  return {
    id: project.id,
    events: days(project, 'events_days') ?? 'for ever',
    replays: days(project, 'replay_days') ?? 'for ever',
  };
}
