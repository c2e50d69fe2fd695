import { HttpError } from '../errors.ts';
import type { Project, ProjectRegistry } from '../store/index.ts';

const ASK_AGAIN_SECONDS = 2;

/** The enabled project of a public key. A key that may have been made a second ago on another node is looked up once. */
export async function projectOf(projects: PublicKeys, publicKey: string): Promise<Project> {
  const project = projects.byPublicKey(publicKey) ?? (await projects.findPublicKey(publicKey));
  if (project === undefined) throw unknownKey(projects);
  if (!project.enabled) throw new HttpError('ANALYTICS_NOT_ENABLED');
  return project;
}

export type PublicKeys = Pick<ProjectRegistry, 'byPublicKey' | 'findPublicKey' | 'current'>;

/** Clients give up on an unknown key, so it may only be called so by a registry that is up to date. */
function unknownKey(projects: PublicKeys): HttpError {
  return projects.current()
    ? new HttpError('UNKNOWN_KEY')
    : new HttpError('STORE_UNAVAILABLE', { retryAfterSeconds: ASK_AGAIN_SECONDS });
}
