import { HttpError } from '../errors.ts';
import type { Project, ProjectRegistry } from '../store/index.ts';

export type PublicKeys = Pick<ProjectRegistry, 'byPublicKey' | 'findPublicKey'>;

/**
 * The enabled project of a public key. Clients give up on a key that is called unknown, so the store is asked about it first;
 * when the store cannot tell, the client is asked to come back.
 */
export async function projectOf(projects: PublicKeys, publicKey: string): Promise<Project> {
  const project = projects.byPublicKey(publicKey) ?? (await projects.findPublicKey(publicKey));
  if (project === undefined) throw new HttpError('UNKNOWN_KEY');
  if (project.settings.retired === true) throw new HttpError('PROJECT_GONE');
  if (!project.enabled) throw new HttpError('ANALYTICS_NOT_ENABLED');
  return project;
}
