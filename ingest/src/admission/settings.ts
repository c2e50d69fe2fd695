import { z } from 'zod';
import type { Project } from '../store/index.ts';

/** What a project may take; kept in its settings as `limits`. 0 and absent both mean: the default. */
export interface ProjectLimits {
  /** Requests of all browsers together, a minute, on one server. No default: a public key can be copied, and whoever floods with it would shut people out. */
  requests_per_minute?: number | undefined;
  /** Events a day (UTC), over all servers. */
  events_per_day?: number | undefined;
  /** Different values a day, before the rest counts as `(other)`. */
  paths?: number | undefined;
  event_names?: number | undefined;
  property_keys?: number | undefined;
}

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

/** What is no list of limits counts as none. */
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
