import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Project, ProjectRegistry } from '../store/index.ts';
import type { KeyRing } from './key-ring.ts';
import { createMac } from './mac.ts';
import { type OverlayGrant, overlayEpoch } from './overlay-grant.ts';

const TOKEN_LIFE_MS = 10 * 60_000;
/** An overlay that is left open renews its token for a working day; then somebody has to press again. */
const RENEWABLE_FOR_MS = 12 * 3_600_000;
const VERSION = 1;
const VERB = 'read:clickmap';

const claimsSchema = z.object({
  v: z.literal(VERSION),
  verb: z.literal(VERB),
  id: z.string(),
  project: z.string(),
  origin: z.string(),
  path: z.string(),
  epoch: z.number(),
  /** When the code was exchanged. */
  since: z.number(),
  iat: z.number(),
  exp: z.number(),
});

export interface OverlayToken {
  token: string;
  expiresAtMs: number;
}

/** A token that was found good, and the project as it is now. */
export interface OpenedToken {
  grant: OverlayGrant;
  project: Project;
  sinceMs: number;
}

export interface OverlayTokens {
  issue(grant: OverlayGrant, nowMs: number): OverlayToken;
  /** Undefined once it has been renewed for long enough. */
  renew(opened: OpenedToken, nowMs: number): OverlayToken | undefined;
  /** @param origin that of the asking page; a browser that asks from elsewhere names it, others may leave it out */
  open(token: string, origin: string | undefined, nowMs: number): OpenedToken | undefined;
}

export function createOverlayTokens(ring: KeyRing, projects: Pick<ProjectRegistry, 'byId'>): OverlayTokens {
  const mac = createMac(ring, 'clickmap overlay v1');

  function seal({ project, origin, path, epoch }: OverlayGrant, since: number, nowMs: number): OverlayToken {
    const exp = Math.min(nowMs + TOKEN_LIFE_MS, since + RENEWABLE_FOR_MS);
    const claims: z.infer<typeof claimsSchema> = {
      v: VERSION,
      verb: VERB,
      id: randomUUID(),
      project,
      origin,
      path,
      epoch,
      since,
      iat: nowMs,
      exp,
    };
    return { token: mac.seal(JSON.stringify(claims)), expiresAtMs: exp };
  }

  return {
    issue: (grant, nowMs) => seal(grant, nowMs, nowMs),
    renew: ({ grant, sinceMs }, nowMs) =>
      sinceMs + RENEWABLE_FOR_MS > nowMs ? seal(grant, sinceMs, nowMs) : undefined,
    open(token, origin, nowMs) {
      const text = mac.open(token);
      // Only our own key makes it past here, so what follows tells a stranger nothing.
      const claims = text === undefined ? undefined : claimsSchema.safeParse(JSON.parse(text)).data;
      const project = projects.byId(claims?.project ?? '');
      if (claims === undefined || project === undefined) return undefined;
      const isGood =
        claims.exp > nowMs &&
        (origin === undefined || origin === claims.origin) &&
        claims.epoch === overlayEpoch(project) &&
        project.enabled;
      const { origin: audience, path, epoch } = claims;
      return isGood
        ? { grant: { project: project.id, origin: audience, path, epoch }, project, sinceMs: claims.since }
        : undefined;
    },
  };
}
