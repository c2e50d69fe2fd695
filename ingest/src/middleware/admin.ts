import type { Request, RequestHandler, Response } from 'express';
import { HttpError } from '../errors.ts';
import type { Project, ProjectRegistry } from '../store/index.ts';
import { SESSION_COOKIE, type SessionCookies } from '../tokens/index.ts';
import { requireSameOrigin } from './same-origin.ts';

export interface AdminOptions {
  projects: ProjectRegistry;
  cookies: SessionCookies;
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** One cookie by name; quoted values are never ours. */
export function readCookie(request: Request, name: string): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = pair.split('=', 2);
    if (key?.trim() === name) return value?.trim();
  }
  return undefined;
}

/**
 * Lets the holder of a secret key (`Authorization: Bearer sk_…`) or of a dashboard cookie in, and notes whose project it is.
 * No parameter names a project, so no parameter can name somebody else's.
 */
export function admin({ projects, cookies }: AdminOptions): RequestHandler {
  return async function requireAdmin(request, response, next) {
    const bearer = /^Bearer (\S+)$/i.exec(request.get('authorization') ?? '')?.[1];
    const cookie = readCookie(request, SESSION_COOKIE);
    const project =
      bearer !== undefined
        ? await projects.findSecretKey(bearer)
        : cookie !== undefined
          ? cookies.verify(cookie, Date.now())
          : undefined;
    // A good cookie of a project that is not known yet looks like a bad one.
    if (project === undefined) throw new HttpError(projects.known() ? 'UNAUTHORIZED' : 'STORE_UNAVAILABLE');
    if (bearer === undefined && !SAFE_METHODS.has(request.method)) requireSameOrigin(request);
    response.locals.project = project;
    response.set('Cache-Control', 'private, no-store');
    next();
  };
}

/** The project that `admin` found. */
export function adminProject(response: Response): Project {
  return response.locals.project as Project;
}
