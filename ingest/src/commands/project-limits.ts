import { dropsBots, limitsOf, limitsSchema } from '../admission/index.ts';
import type { Project } from '../store/index.ts';
import { UsageError } from './command.ts';
import { wholeNumber } from './whole-number.ts';

export const LIMIT_OPTIONS = {
  'requests-per-minute': { type: 'string' },
  'events-per-day': { type: 'string' },
  paths: { type: 'string' },
  'event-names': { type: 'string' },
  'property-keys': { type: 'string' },
  bots: { type: 'string' },
} as const;

type LimitValues = { [Name in keyof typeof LIMIT_OPTIONS]?: string | undefined };

const FLAGS = ['requests-per-minute', 'events-per-day', 'paths', 'event-names', 'property-keys'] as const;

/** The project with what was asked for; the same object when nothing was. */
export function withLimits(project: Project, values: LimitValues): Project {
  const given = FLAGS.flatMap((flag) => {
    const value = wholeNumber(flag, values[flag]);
    return value === undefined ? [] : [[flag.replaceAll('-', '_'), value] as const];
  });
  if (given.length === 0 && values.bots === undefined) return project;
  if (values.bots !== undefined && values.bots !== 'mark' && values.bots !== 'drop')
    throw new UsageError('--bots must be mark or drop.');
  const limits = limitsSchema.safeParse({ ...limitsOf(project), ...Object.fromEntries(given) });
  if (!limits.success) {
    const [issue] = limits.error.issues;
    throw new UsageError(`--${String(issue?.path[0]).replaceAll('_', '-')}: ${issue?.message}`);
  }
  const bots = values.bots ?? project.settings.bots;
  return {
    ...project,
    settings: { ...project.settings, limits: limits.data, ...(bots === undefined ? {} : { bots }) },
  };
}

export function limitsFacts(project: Project): Record<string, unknown> {
  const limits = Object.entries(limitsOf(project)).filter(([, value]) => value > 0);
  return { id: project.id, ...Object.fromEntries(limits), bots: dropsBots(project) ? 'drop' : 'mark' };
}
