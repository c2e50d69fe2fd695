import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { ViewerLinkAnswer } from '../contract/index.ts';
import { withViewersRevoked } from '../projects/index.ts';
import type { ViewerLinks } from '../tokens/index.ts';
import { bodyOf, ownProject, type ProjectOptions } from './projects.ts';

const DAY_S = 86_400;
const MAX_LIFE_S = 90 * DAY_S;
const linkSchema = z.strictObject({
  expires_in_s: z
    .int()
    .min(60)
    .max(MAX_LIFE_S)
    .default(7 * DAY_S),
});

/** `POST /api/projects/:id/viewer-links` makes a link for people who may only look; `DELETE` ends all of them, and who came by them. */
export function viewerLinkRoutes({ projects, viewerLinks }: ProjectOptions & { viewerLinks: ViewerLinks }): {
  make: RequestHandler;
  revoke: RequestHandler;
} {
  return {
    async make(request, response) {
      const { expires_in_s } = await bodyOf(request, linkSchema);
      const project = await ownProject(request, response, projects);
      const expiresAtMs = Date.now() + expires_in_s * 1_000;
      const code = viewerLinks.issue(project, expiresAtMs);
      // In the fragment: it reaches no server's log and no other site.
      const url = `${request.protocol}://${request.get('host')}/#code=${code}`;
      response.status(201).json({ url, expires_at_ms: expiresAtMs } satisfies ViewerLinkAnswer);
    },
    async revoke(request, response) {
      await projects.save(withViewersRevoked(await ownProject(request, response, projects)));
      response.status(204).end();
    },
  };
}
