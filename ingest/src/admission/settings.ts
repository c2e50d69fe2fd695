import { z } from 'zod';
import type { ProjectLimits } from '../contract/index.ts';
import type { Project } from '../store/index.ts';

/** Beyond these, one project could fill the memory of the server. */
const MAX_WORDS = { paths: 200_000, event_names: 20_000, property_keys: 20_000 } as const;
export const DEFAULT_WORDS = { paths: 50_000, event_names: 1_000, property_keys: 2_000 } as const;
const MAX_PER_MINUTE = 10_000_000;
const MAX_PER_DAY = 100_000_000_000;

const upTo = (max: number) => z.number().int().min(0).max(max).optional();

export const limitsSchema = z.object({
  requests_per_minute: upTo(MAX_PER_MINUTE),
  events_per_day: upTo(MAX_PER_DAY),
  paths: upTo(MAX_WORDS.paths),
  event_names: upTo(MAX_WORDS.event_names),
  property_keys: upTo(MAX_WORDS.property_keys),
}) satisfies z.ZodType<ProjectLimits>;

const NONE: ProjectLimits = {};
const remembered = new WeakMap<Project, ProjectLimits>();

/** Kept in a project's settings as `limits`. What is no list of limits counts as none. */
export function limitsOf(project: Project): ProjectLimits {
  let limits = remembered.get(project);
  if (limits === undefined) {
    limits = limitsSchema.safeParse(project.settings.limits).data ?? NONE;
    remembered.set(project, limits);
  }
  return limits;
}

/** `bots: "drop"` in a project's settings: events of machines are refused, not only marked. */
export const dropsBots = ({ settings }: Project): boolean => settings.bots === 'drop';
