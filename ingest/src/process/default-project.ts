import type { Config } from '../config.ts';
import { blankProject, DEFAULT_PROJECT, newProject } from '../projects/index.ts';
import { type Project, type ProjectRegistry, rotated } from '../store/index.ts';

export { DEFAULT_PROJECT, newProject };

type Presets = Pick<Config, 'publicKey' | 'secretKey'>;

/** What the environment alone says about the default project: enough to take events while the store is away. */
export function presetProject(known: Project | undefined, presets: Presets): Project | undefined {
  if (presets.publicKey === undefined) return known;
  return rotated(known ?? blankProject(DEFAULT_PROJECT, 'Default'), presets);
}

/**
 * Makes sure that there is a default project and that it has the keys of the environment.
 * @returns the secret key, when it was made here and has to be shown
 */
export async function ensureDefaultProject(projects: ProjectRegistry, presets: Presets): Promise<string | undefined> {
  const taken = projects
    .list()
    .find((project) => project.id !== DEFAULT_PROJECT && project.publicKeys.includes(presets.publicKey ?? ''));
  if (taken !== undefined)
    throw new PresetKeyError(`TRODDEN_PUBLIC_KEY is already the key of the project "${taken.id}".`);

  const existing = projects.byId(DEFAULT_PROJECT);
  if (existing === undefined || existing.version === 0) {
    const { project, secretKey } = newProject({ id: DEFAULT_PROJECT, name: 'Default', ...presets });
    await projects.save(project);
    // Two nodes may create it at once; only the one that was last knows the secret.
    return presets.secretKey === undefined && projects.bySecretKey(secretKey) !== undefined ? secretKey : undefined;
  }
  const wanted = rotated(existing, presets);
  const isSame =
    wanted.publicKeys[0] === existing.publicKeys[0] && wanted.secretKeyHashes[0] === existing.secretKeyHashes[0];
  if (!isSame) await projects.save(wanted);
  return undefined;
}

/** The environment contradicts the store. */
export class PresetKeyError extends Error {
  override name = 'PresetKeyError';
}
