import { newPublicKey, newSecretKey, type Project, rotated } from '../store/index.ts';

/** The project that every server has. Its secret key is the operator's: it opens all projects of the server. */
export const DEFAULT_PROJECT = 'default';

const MAX_ID_LENGTH = 64;
const PROJECT_ID = /^[a-z0-9][a-z0-9-]{0,63}$/;
export const isProjectId = (id: string): boolean => PROJECT_ID.test(id);

/** A readable id out of a name: `Café Site 2` becomes `cafe-site-2`. */
export const slug = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_ID_LENGTH)
    .replace(/^-+|-+$/g, '');

/** A free id: the wanted one, or it with a number. */
export function freeId(wanted: string, isTaken: (id: string) => boolean): string {
  let id = wanted;
  for (let at = 2; isTaken(id); at++) {
    const ending = `-${at}`;
    id = wanted.slice(0, MAX_ID_LENGTH - ending.length).replace(/-+$/, '') + ending;
  }
  return id;
}

export const blankProject = (id: string, name: string): Project => ({
  id,
  name,
  enabled: true,
  publicKeys: [],
  secretKeyHashes: [],
  origins: [],
  settings: {},
  createdAtMs: Date.now(),
  version: 0,
});

interface NewProjectOptions {
  id: string;
  name: string;
  origins?: readonly string[] | undefined;
  publicKey?: string | undefined;
  secretKey?: string | undefined;
}

/** A new project with its keys; the secret key exists in readable form only here. */
export function newProject(options: NewProjectOptions) {
  const publicKey = options.publicKey ?? newPublicKey();
  const secretKey = options.secretKey ?? newSecretKey();
  const project = rotated(blankProject(options.id, options.name), { publicKey, secretKey });
  return { project: { ...project, origins: options.origins ?? [] }, publicKey, secretKey };
}
