import { readFileSync } from 'node:fs';
import { type IdentitySettings, identityOf, identitySchema } from '../identity/index.ts';
import type { Project } from '../store/index.ts';
import { UsageError } from './command.ts';

export const IDENTITY_OPTIONS = {
  'jwks-url': { type: 'string' },
  'secret-file': { type: 'string' },
  issuer: { type: 'string' },
  audience: { type: 'string' },
  claim: { type: 'string' },
  off: { type: 'boolean' },
} as const;

export type IdentityValues = {
  [Name in keyof typeof IDENTITY_OPTIONS]?: (typeof IDENTITY_OPTIONS)[Name]['type'] extends 'boolean'
    ? boolean | undefined
    : string | undefined;
};

/** In a file, so that it stands in no shell history and no list of processes. */
function secretIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new UsageError(`The secret cannot be read from "${file}".`);
  }
}

/** What is asked for; undefined: only to look, null: to switch it off. */
export function identityFrom(values: IdentityValues): IdentitySettings | null | undefined {
  const { 'jwks-url': jwks_url, 'secret-file': file, off, ...rest } = values;
  const { issuer, audience, claim } = rest;
  const given = { jwks_url, secret: file === undefined ? undefined : secretIn(file), issuer, audience, claim };
  if (Object.values(given).every((value) => value === undefined)) return off === true ? null : undefined;
  if (off === true) throw new UsageError('--off goes alone.');
  const parsed = identitySchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(`${['identity', ...(issue?.path ?? [])].join(' ')}: ${issue?.message}`);
}

export function withIdentity(project: Project, identity: IdentitySettings | null): Project {
  const { identity: _before, ...settings } = project.settings;
  return { ...project, settings: identity === null ? settings : { ...settings, identity } };
}

/** What may be shown of it: never the secret. */
export function identityFacts(project: Project): Record<string, unknown> {
  const identity = identityOf(project);
  if (identity === undefined) return { id: project.id, identity: 'off' };
  const { secret, ...shown } = identity;
  return { id: project.id, identity: 'on', ...shown, ...(secret === undefined ? {} : { keys: 'a shared secret' }) };
}
