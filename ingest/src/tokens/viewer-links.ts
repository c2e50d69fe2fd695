import { z } from 'zod';
import { viewerEpoch } from '../projects/index.ts';
import type { Project, ProjectRegistry } from '../store/index.ts';
import type { KeyRing } from './key-ring.ts';
import { createMac } from './mac.ts';

const claimsSchema = z.object({ project: z.string(), epoch: z.number(), expiresAt: z.number() });

/** Links that let somebody look at one project. They work as often as needed until they end; nothing is kept on the server. */
export interface ViewerLinks {
  issue(project: Project, expiresAtMs: number): string;
  /** The project and until when, unless the link is forged, over, or was taken back. */
  open(code: string, nowMs: number): { project: Project; expiresAtMs: number } | undefined;
}

export function createViewerLinks(ring: KeyRing, projects: ProjectRegistry): ViewerLinks {
  const mac = createMac(ring, 'viewer link v1');
  return {
    issue: (project, expiresAt) =>
      mac.seal(JSON.stringify({ project: project.id, epoch: viewerEpoch(project), expiresAt })),
    open(code, nowMs) {
      const text = mac.open(code);
      const claims = text === undefined ? undefined : claimsSchema.safeParse(JSON.parse(text)).data;
      const project = claims && projects.byId(claims.project);
      if (!claims || !project || claims.expiresAt <= nowMs || claims.epoch !== viewerEpoch(project)) return undefined;
      return { project, expiresAtMs: claims.expiresAt };
    },
  };
}
