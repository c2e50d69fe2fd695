import { z } from 'zod';
import type { Project, ProjectRegistry } from '../store/index.ts';
import type { KeyRing } from './key-ring.ts';
import { createMac } from './mac.ts';

export const SESSION_COOKIE = 'trodden_session';
/** A week: the dashboard is a tool of the working day, and the cookie dies at once with the secret key it came from. */
export const SESSION_MAX_AGE_S = 7 * 24 * 3_600;
/** Enough of the hash to name one of a project's two keys; of no use to whoever reads the cookie. */
const HASH_PREFIX_LENGTH = 16;

const claimsSchema = z.object({ project: z.string(), secret: z.string(), expiresAt: z.number() });

/** The dashboard's session: nothing is kept on the server, so a restart signs nobody out. */
export interface SessionCookies {
  issue(project: Project, nowMs: number): string;
  /** The project, when the cookie is genuine, not expired, and the secret key it was made under is still active. */
  verify(cookie: string, nowMs: number): Project | undefined;
}

export function createSessionCookies(ring: KeyRing, projects: ProjectRegistry): SessionCookies {
  const mac = createMac(ring, 'dashboard session v1');
  return {
    issue(project, nowMs) {
      const secret = (project.secretKeyHashes[0] ?? '').slice(0, HASH_PREFIX_LENGTH);
      return mac.seal(JSON.stringify({ project: project.id, secret, expiresAt: nowMs + SESSION_MAX_AGE_S * 1_000 }));
    },
    verify(cookie, nowMs) {
      const text = mac.open(cookie);
      if (text === undefined) return undefined;
      const claims = claimsSchema.safeParse(JSON.parse(text));
      if (!claims.success || claims.data.expiresAt <= nowMs) return undefined;
      const project = projects.byId(claims.data.project);
      return project?.secretKeyHashes.some((hash) => hash.startsWith(claims.data.secret)) ? project : undefined;
    },
  };
}
