import { z } from 'zod';
import type { ProjectLimits } from '../contract/index.ts';
import { MOST_OF_A_PROJECT } from '../contract/limits.ts';
import type { Project } from '../store/index.ts';

const upTo = (max: number) => z.number().int().min(0).max(max).optional();

export const limitsSchema = z.object({
  requests_per_minute: upTo(MOST_OF_A_PROJECT.requests_per_minute),
  events_per_day: upTo(MOST_OF_A_PROJECT.events_per_day),
  paths: upTo(MOST_OF_A_PROJECT.paths),
  event_names: upTo(MOST_OF_A_PROJECT.event_names),
  property_keys: upTo(MOST_OF_A_PROJECT.property_keys),
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
