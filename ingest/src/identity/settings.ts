import { z } from 'zod';
import type { Project } from '../store/index.ts';
import { isKeyUrl } from './key-url.ts';

/** RFC 7518: a key for HS256 has at least as many bits as the hash. */
const MIN_SECRET_LENGTH = 32;
const MAX_LENGTH = 1_024;

/** How a project's own tokens are checked; kept in its settings as `identity`. */
export interface IdentitySettings {
  /** Where the app publishes its public keys, … */
  jwks_url?: string | undefined;
  /** … or the secret it signs with (HS256). One of the two. */
  secret?: string | undefined;
  issuer?: string | undefined;
  audience?: string | undefined;
  /** The claim that holds the user id. */
  claim: string;
}

const text = z.string().min(1).max(MAX_LENGTH);

export const identitySchema = z
  .object({
    jwks_url: text.refine(isKeyUrl, 'must be https, or http on this machine').optional(),
    secret: z
      .string()
      .min(MIN_SECRET_LENGTH, `must have at least ${MIN_SECRET_LENGTH} characters`)
      .max(MAX_LENGTH)
      .optional(),
    issuer: text.optional(),
    audience: text.optional(),
    claim: text.default('sub'),
  })
  .refine(({ jwks_url, secret }) => (jwks_url === undefined) !== (secret === undefined), {
    message: 'give the address of the keys or a secret, one of them',
  }) satisfies z.ZodType<IdentitySettings>;

const remembered = new WeakMap<Project, IdentitySettings | undefined>();

/** Undefined when the project has none that can be used: nothing is verified then. */
export function identityOf(project: Project): IdentitySettings | undefined {
  if (!remembered.has(project)) remembered.set(project, identitySchema.safeParse(project.settings.identity).data);
  return remembered.get(project);
}
