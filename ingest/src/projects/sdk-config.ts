import { type SdkConfig, sdkConfigSchema } from '../contract/index.ts';
import type { Project } from '../store/index.ts';

const remembered = new WeakMap<Project, SdkConfig | undefined>();

/**
 * What the project tells the SDK. Undefined until somebody has set any of it; then also when it is empty again, so that browsers forget
 * what they kept.
 */
export function sdkConfigOf(project: Project): SdkConfig | undefined {
  if (!remembered.has(project)) remembered.set(project, sdkConfigSchema.safeParse(project.settings.sdk).data);
  return remembered.get(project);
}
