import type { RequestHandler } from 'express';
import { type ClickmapLinkAnswer, type ClickmapRevokeAnswer, clickmapLinkSchema } from '../contract/index.ts';
import { HttpError } from '../errors.ts';
import { adminProject, checkOrigin, createBodyReader, parseJson } from '../middleware/index.ts';
import type { ProjectRegistry } from '../store/index.ts';
import { type OverlayCodes, overlayEpoch, withOverlaysRevoked } from '../tokens/index.ts';
import { newestProject } from './projects.ts';

export interface ClickmapLinkOptions {
  overlayCodes: OverlayCodes;
  projects: ProjectRegistry;
  /** Accepted for every project besides its own; empty for any. */
  origins: readonly string[];
}

const readBody = createBodyReader({ maxBytes: 8_192, timeoutMs: 5_000, budgetBytes: 1_048_576 });
const WEB = /^https?:\/\//;

/** `POST /api/clickmap/link { path, origin }`: a link that opens the overlay on the live page, once, for a minute. */
export function clickmapLinkRoute({ overlayCodes, origins }: ClickmapLinkOptions): RequestHandler {
  return async function makeLink(request, response) {
    const body = clickmapLinkSchema.safeParse(parseJson(await readBody(request)));
    if (!body.success)
      throw new HttpError('INVALID_QUERY', {
        message: 'Send { "path", "origin" }: a path such as /pricing or /docs/*, and where it lives.',
      });
    const { path, origin } = body.data;
    const project = adminProject(response);
    const isPlain = WEB.test(origin) && URL.canParse(origin) && new URL(origin).origin === origin;
    if (!isPlain) throw new HttpError('ORIGIN_NOT_ALLOWED', { message: 'This is no origin of the project.' });
    checkOrigin(origin, project.origins, origins);
    const { code, expiresAtMs } = overlayCodes.issue({
      project: project.id,
      origin,
      path,
      epoch: overlayEpoch(project),
    });
    response.json({
      url: `${origin}${path.replace(/\*$/, '')}#trodden=${code}`,
      expires_at_ms: expiresAtMs,
    } satisfies ClickmapLinkAnswer);
  };
}

/** `POST /api/clickmap/revoke`: ends every code and token of the project. */
export function clickmapRevokeRoute({ projects }: ClickmapLinkOptions): RequestHandler {
  return async function revokeOverlays(_request, response) {
    const project = await newestProject(response, projects, adminProject(response).id);
    await projects.save(withOverlaysRevoked(project));
    response.json({ ok: true } satisfies ClickmapRevokeAnswer);
  };
}
