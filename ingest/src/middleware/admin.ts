import type { Request, RequestHandler, Response } from 'express';
import { HttpError } from '../errors.ts';
import type { Project, ProjectRegistry } from '../store/index.ts';
import { type Access, ownerAccess, SESSION_COOKIE, type SessionCookies } from '../tokens/index.ts';
import { SAFE_METHODS } from './safe-methods.ts';
import { requireSameOrigin } from './same-origin.ts';
import { mayView } from './viewer.ts';

export interface AdminOptions {
  projects: ProjectRegistry;
  cookies: SessionCookies;
}

/** One cookie by name; quoted values are never ours. */
export function readCookie(request: Request, name: string): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = pair.split('=', 2);
    if (key?.trim() === name) return value?.trim();
  }
  return undefined;
}

/** Of several projects that a cookie opens, `?project=` names one: each tab of a browser may show another. */
function namedProject(request: Request, { projects }: Access): Project {
  const { project: id } = request.query;
  const project = id === undefined ? projects[0] : projects.find((open) => open.id === id);
  if (project === undefined)
    throw new HttpError('NOT_FOUND', { message: 'There is no such project, or this sign-in does not open it.' });
  return project;
}

interface Admitted {
  project: Project;
  access: Access;
}

/** Whose request this is, or the error that it gets. */
async function admit(request: Request, path: string, { projects, cookies }: AdminOptions): Promise<Admitted> {
  const bearer = /^Bearer (\S+)$/i.exec(request.get('authorization') ?? '')?.[1];
  const cookie = readCookie(request, SESSION_COOKIE);
  let access: Access | undefined;
  if (bearer !== undefined) {
    const own = await projects.findSecretKey(bearer);
    access = own && ownerAccess([own], projects);
  } else if (cookie !== undefined) access = cookies.verify(cookie, Date.now());
  // A good cookie of a project that is not known yet looks like a bad one.
  if (access === undefined) throw new HttpError(projects.known() ? 'UNAUTHORIZED' : 'STORE_UNAVAILABLE');
  const project = (bearer === undefined ? namedProject(request, access) : access.projects[0]) as Project;
  if (bearer === undefined && !SAFE_METHODS.has(request.method)) requireSameOrigin(request);
  if (access.role === 'viewer' && !mayView({ method: request.method, path }, project)) throw new HttpError('FORBIDDEN');
  return { project, access };
}

/**
 * Lets the holder of a secret key (`Authorization: Bearer sk_…`) or of a dashboard cookie in, and notes whose project it is. A key is of
 * one project, and no parameter can name another one.
 */
export function admin(options: AdminOptions): RequestHandler {
  return async function requireAdmin(request, response, next) {
    const path = request.baseUrl + request.path;
    const admitted = await admit(request, path, options);
    const stillGood = async () => {
      const again = await admit(request, path, options).catch(() => undefined);
      return again?.project.id === admitted.project.id;
    };
    Object.assign(response.locals, { ...admitted, stillGood });
    response.set('Cache-Control', 'private, no-store');
    next();
  };
}

/** Whether the request would be let in now too: for answers that go on for hours. */
export function adminStillGood(response: Response): Promise<boolean> {
  return (response.locals.stillGood as () => Promise<boolean>)();
}

/** The project that `admin` found. */
export function adminProject(response: Response): Project {
  return response.locals.project as Project;
}

/** Everything that this sign-in opens. */
export function adminAccess(response: Response): Access {
  return response.locals.access as Access;
}
