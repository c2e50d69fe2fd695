import { dropsBots, limitsOf } from '../admission/index.ts';
import type { ProjectFacts } from '../contract/index.ts';
import type { Project } from '../store/index.ts';
import { sdkConfigOf } from './sdk-config.ts';
import { mayViewersQuery } from './viewers.ts';

const positive = (value: unknown): number | null => (typeof value === 'number' && value > 0 ? value : null);

/** A project as its owner sees it. Hashes of secrets are nobody's business, and what signs tokens least of all. */
export const projectFacts = (project: Project): ProjectFacts => ({
  id: project.id,
  name: project.name,
  enabled: project.enabled,
  created_at_ms: project.createdAtMs,
  public_keys: [...project.publicKeys],
  secret_keys: project.secretKeyHashes.length,
  origins: [...project.origins],
  retention: {
    events_days: positive(project.settings.events_days),
    replay_days: positive(project.settings.replay_days),
  },
  limits: limitsOf(project),
  bots: dropsBots(project) ? 'drop' : 'mark',
  sdk: sdkConfigOf(project) ?? {},
  viewers: { sql: mayViewersQuery(project) },
});
