import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Role } from '../contract/index.ts';
import { DEFAULT_PROJECT, viewerEpoch } from '../projects/index.ts';
import { hashSecretKey, type Project, type ProjectRegistry } from '../store/index.ts';
import type { KeyRing } from './key-ring.ts';
import { createMac } from './mac.ts';

export const SESSION_COOKIE = 'trodden_session';
/** A week: the dashboard is a tool of the working day, and the cookie dies at once with the secret key it came from. */
export const SESSION_MAX_AGE_S = 7 * 24 * 3_600;
/** Enough of the hash to name one of a project's two keys; of no use to whoever reads the cookie. */
const HASH_PREFIX_LENGTH = 16;
/** Projects that one browser opened with a key each. */
const MAX_KEYS = 20;

/** No two sign-ins have the same cookie, not even within a millisecond. Those of earlier releases have none. */
const nonce = z.string().optional();
const NONCE_BYTES = 9;
const newNonce = () => randomBytes(NONCE_BYTES).toString('base64url');

const claimsSchema = z.discriminatedUnion('role', [
  z.object({
    role: z.literal('owner'),
    keys: z.array(z.object({ project: z.string(), secret: z.string().length(HASH_PREFIX_LENGTH) })).min(1),
    expiresAt: z.number(),
    nonce,
  }),
  z.object({ role: z.literal('viewer'), project: z.string(), epoch: z.number(), expiresAt: z.number(), nonce }),
]);
type Claims = z.infer<typeof claimsSchema>;

/** What a sign-in opens. */
export interface Access {
  role: Role;
  /** Never empty; the first is the one that is meant when none is named. */
  projects: readonly Project[];
  /** Holds the secret key of the project `default`, and with it the server. */
  isOperator: boolean;
}

export interface IssueOptions {
  /** The key that was shown: of two in rotation, the cookie dies with this one. Unless given, with the newest. */
  secretKey?: string | undefined;
  /** An earlier cookie of the same browser, whose projects stay open. */
  more?: string | undefined;
}

/** The dashboard's session: nothing is kept on the server, so a restart signs nobody out. */
export interface SessionCookies {
  issue(project: Project, nowMs: number, how?: IssueOptions): string;
  issueViewer(project: Project, expiresAtMs: number): string;
  /** What the cookie opens, when it is genuine, not expired, and what it was made from is still good. */
  verify(cookie: string, nowMs: number): Access | undefined;
}

/** All that an owner of these projects may open. */
export function ownerAccess(own: readonly Project[], projects: ProjectRegistry): Access {
  const isOperator = own.some(({ id }) => id === DEFAULT_PROJECT);
  const others = isOperator ? projects.list().filter(({ id }) => own.every((mine) => mine.id !== id)) : [];
  return { role: 'owner', projects: [...own, ...others], isOperator };
}

export function createSessionCookies(ring: KeyRing, projects: ProjectRegistry): SessionCookies {
  const mac = createMac(ring, 'dashboard session v2');

  function read(cookie: string, nowMs: number): Claims | undefined {
    const text = mac.open(cookie);
    if (text === undefined) return undefined;
    const claims = claimsSchema.safeParse(JSON.parse(text)).data;
    return claims === undefined || claims.expiresAt <= nowMs ? undefined : claims;
  }

  return {
    issue(project, nowMs, { secretKey, more } = {}) {
      const hash = secretKey === undefined ? (project.secretKeyHashes[0] ?? '') : hashSecretKey(secretKey);
      const earlier = more === undefined ? undefined : read(more, nowMs);
      const keys = [
        { project: project.id, secret: hash.slice(0, HASH_PREFIX_LENGTH) },
        ...(earlier?.role === 'owner' ? earlier.keys.filter((key) => key.project !== project.id) : []),
      ].slice(0, MAX_KEYS);
      return mac.seal(
        JSON.stringify({
          role: 'owner',
          keys,
          expiresAt: nowMs + SESSION_MAX_AGE_S * 1_000,
          nonce: newNonce(),
        } satisfies Claims),
      );
    },
    issueViewer(project, expiresAt) {
      const claims = {
        role: 'viewer',
        project: project.id,
        epoch: viewerEpoch(project),
        expiresAt,
        nonce: newNonce(),
      } satisfies Claims;
      return mac.seal(JSON.stringify(claims));
    },
    verify(cookie, nowMs) {
      const claims = read(cookie, nowMs);
      if (claims === undefined) return undefined;
      if (claims.role === 'viewer') {
        const project = projects.byId(claims.project);
        if (project === undefined || viewerEpoch(project) !== claims.epoch) return undefined;
        return { role: 'viewer', projects: [project], isOperator: false };
      }
      const own = claims.keys.flatMap(({ project: id, secret }) => {
        const project = projects.byId(id);
        return project?.secretKeyHashes.some((hash) => hash.startsWith(secret)) ? [project] : [];
      });
      return own.length === 0 ? undefined : ownerAccess(own, projects);
    },
  };
}
