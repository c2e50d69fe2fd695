import { z } from 'zod';
import { limitsOf, limitsSchema } from '../admission/index.ts';
import { type ProjectChange, sdkConfigSchema } from '../contract/index.ts';
import { MAX_NAME_LENGTH, MAX_URL_LENGTH } from '../contract/limits.ts';
import type { Project } from '../store/index.ts';
import { withViewersQuerying } from './viewers.ts';

const MAX_ORIGINS = 200;
const MAX_DAYS = 3_650;
/** A browser may deliver an event that is 30 days old: what is kept for less would come back after it had gone. */
export const MIN_EVENTS_DAYS = 31;

/** Scheme, host and port as browsers send them: whatever else is typed would never match. */
const isOrigin = (text: string): boolean =>
  /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text;

export const nameSchema = z.string().trim().min(1).max(MAX_NAME_LENGTH);
export const originsSchema = z
  .array(
    z.string().max(MAX_URL_LENGTH).refine(isOrigin, 'is a scheme, a host and a port, such as https://shop.example'),
  )
  .max(MAX_ORIGINS);

export const projectChangeSchema = z.strictObject({
  name: nameSchema.optional(),
  enabled: z.boolean().optional(),
  origins: originsSchema.optional(),
  retention: z
    .strictObject({
      events_days: z.int().min(MIN_EVENTS_DAYS).max(MAX_DAYS).nullable().optional(),
      replay_days: z.int().min(1).max(MAX_DAYS).nullable().optional(),
    })
    .optional(),
  limits: limitsSchema.optional(),
  bots: z.enum(['mark', 'drop']).optional(),
  sdk: sdkConfigSchema.optional(),
  viewers: z.strictObject({ sql: z.boolean() }).optional(),
}) satisfies z.ZodType<ProjectChange>;

/** The project with the change in it; what the change does not name stays. */
export function changed(project: Project, change: ProjectChange): Project {
  const { name, enabled, origins, retention, limits, bots, sdk, viewers } = change;
  const settings = {
    ...project.settings,
    ...(retention?.replay_days === undefined ? {} : { replay_days: retention.replay_days ?? 0 }),
    ...(retention?.events_days === undefined ? {} : { events_days: retention.events_days ?? 0 }),
    ...(limits === undefined ? {} : { limits: { ...limitsOf(project), ...limits } }),
    ...(bots === undefined ? {} : { bots }),
    ...(sdk === undefined ? {} : { sdk }),
  };
  const next = {
    ...project,
    name: name ?? project.name,
    enabled: enabled ?? project.enabled,
    origins: origins === undefined ? project.origins : [...new Set(origins)],
    settings,
  };
  return viewers === undefined ? next : withViewersQuerying(next, viewers.sql);
}
