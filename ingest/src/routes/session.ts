import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import type { SessionAnswer } from '../contract/index.ts';
import { HttpError } from '../errors.ts';
import {
  addressOf,
  createBodyReader,
  createRateLimit,
  parseJson,
  readCookie,
  requireSameOrigin,
} from '../middleware/index.ts';
import type { Project, ProjectRegistry } from '../store/index.ts';
import { SESSION_COOKIE, SESSION_MAX_AGE_S, type SessionCookies, type SignInCodes } from '../tokens/index.ts';

const SIGN_INS_PER_MINUTE = 10;
const readBody = createBodyReader({ maxBytes: 1_024, timeoutMs: 5_000, budgetBytes: 1_048_576 });
const MAX_SECRET_LENGTH = 128;

const secret = z.string().min(1).max(MAX_SECRET_LENGTH);
const bodySchema = z.union([z.object({ secret_key: secret }), z.object({ code: secret })]);

export interface SessionOptions {
  projects: ProjectRegistry;
  cookies: SessionCookies;
  codes: SignInCodes;
}

const cookieOptions = (request: Request) =>
  ({ httpOnly: true, sameSite: 'strict', secure: request.secure, path: '/' }) as const;

/** `POST /api/session { secret_key }` or `{ code }`: a cookie that the dashboard's pages cannot read. */
export function signInRoute({ projects, cookies, codes }: SessionOptions): RequestHandler {
  const attempts = createRateLimit(SIGN_INS_PER_MINUTE, Date.now);

  const projectFor = async (body: z.infer<typeof bodySchema>): Promise<Project | undefined> => {
    if ('secret_key' in body) return projects.findSecretKey(body.secret_key);
    const projectId = codes.redeem(body.code);
    return projectId === undefined ? undefined : projects.byId(projectId);
  };

  return async function signIn(request, response) {
    requireSameOrigin(request);
    attempts.take(addressOf(request));
    const body = bodySchema.safeParse(parseJson(await readBody(request)));
    if (!body.success) throw new HttpError('INVALID_QUERY', { message: 'Send { "secret_key" } or { "code" }.' });
    const project = await projectFor(body.data);
    if (project === undefined) throw new HttpError('UNAUTHORIZED', { message: 'This key or code is not valid.' });
    response.cookie(SESSION_COOKIE, cookies.issue(project, Date.now()), {
      ...cookieOptions(request),
      maxAge: SESSION_MAX_AGE_S * 1_000,
    });
    response.set('Cache-Control', 'no-store').json({ ok: true, project: { id: project.id, name: project.name } });
  };
}

/** `GET /api/session`: who the cookie says it is. The dashboard asks on every load, and a stranger is no error. */
export function readSessionRoute({ projects, cookies }: Pick<SessionOptions, 'projects' | 'cookies'>): RequestHandler {
  return function readSession(request, response) {
    const cookie = readCookie(request, SESSION_COOKIE);
    const project = cookie === undefined ? undefined : cookies.verify(cookie, Date.now());
    // As in `admin`: while the projects are not known, a good cookie may look like a bad one.
    if (cookie !== undefined && project === undefined && !projects.known()) throw new HttpError('STORE_UNAVAILABLE');
    response.set('Cache-Control', 'private, no-store').json({
      project:
        project === undefined ? null : { id: project.id, name: project.name, public_key: project.publicKeys[0] ?? '' },
    } satisfies SessionAnswer);
  };
}

/** `DELETE /api/session` */
export const signOutRoute: RequestHandler = (request, response) => {
  requireSameOrigin(request);
  response.clearCookie(SESSION_COOKIE, cookieOptions(request));
  response.set('Cache-Control', 'no-store').json({ ok: true });
};
