import type { Request, RequestHandler, Response } from 'express';
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
import { mayViewersQuery } from '../projects/index.ts';
import type { ProjectRegistry } from '../store/index.ts';
import {
  SESSION_COOKIE,
  SESSION_MAX_AGE_S,
  type SessionCookies,
  type SignInCodes,
  type ViewerLinks,
} from '../tokens/index.ts';

const SIGN_INS_PER_MINUTE = 10;
/** Of all addresses together: whoever has many of them guesses no faster. */
const ALL_SIGN_INS_PER_MINUTE = 300;
const readBody = createBodyReader({ maxBytes: 1_024, timeoutMs: 5_000, budgetBytes: 1_048_576 });
const MAX_SECRET_LENGTH = 128;
const MAX_CODE_LENGTH = 512;

const bodySchema = z.union([
  z.object({ secret_key: z.string().min(1).max(MAX_SECRET_LENGTH) }),
  z.object({ code: z.string().min(1).max(MAX_CODE_LENGTH) }),
]);

export interface SessionOptions {
  projects: ProjectRegistry;
  cookies: SessionCookies;
  codes: SignInCodes;
  viewerLinks: ViewerLinks;
}

const cookieOptions = (request: Request) =>
  ({ httpOnly: true, sameSite: 'strict', secure: request.secure, path: '/' }) as const;

/** Whoever signs in gets a cookie made at that moment; one that somebody planted before is never taken over. */
export function giveCookie(request: Request, response: Response, cookie: string, maxAgeMs = SESSION_MAX_AGE_S * 1_000) {
  response.cookie(SESSION_COOKIE, cookie, { ...cookieOptions(request), maxAge: maxAgeMs });
}

/** `POST /api/session { secret_key }` or `{ code }`: a cookie that the dashboard's pages cannot read. */
export function signInRoute({ projects, cookies, codes, viewerLinks }: SessionOptions): RequestHandler {
  const attempts = createRateLimit(SIGN_INS_PER_MINUTE, Date.now);
  const allAttempts = createRateLimit(ALL_SIGN_INS_PER_MINUTE, Date.now);

  async function signedIn(body: z.infer<typeof bodySchema>, request: Request) {
    const nowMs = Date.now();
    const owner = (id: string | undefined) => (id === undefined ? undefined : projects.byId(id));
    const secretKey = 'secret_key' in body ? body.secret_key : undefined;
    const project =
      'secret_key' in body ? await projects.findSecretKey(body.secret_key) : owner(codes.redeem(body.code));
    if (project !== undefined) {
      const cookie = cookies.issue(project, nowMs, { secretKey, more: readCookie(request, SESSION_COOKIE) });
      return { project, cookie, maxAgeMs: SESSION_MAX_AGE_S * 1_000 };
    }
    const viewer = 'code' in body ? viewerLinks.open(body.code, nowMs) : undefined;
    if (viewer === undefined) return undefined;
    const expiresAtMs = Math.min(viewer.expiresAtMs, nowMs + SESSION_MAX_AGE_S * 1_000);
    const cookie = cookies.issueViewer(viewer.project, expiresAtMs);
    return { project: viewer.project, cookie, maxAgeMs: expiresAtMs - nowMs };
  }

  return async function signIn(request, response) {
    requireSameOrigin(request);
    attempts.take(addressOf(request));
    allAttempts.take('all');
    const body = bodySchema.safeParse(parseJson(await readBody(request)));
    if (!body.success) throw new HttpError('INVALID_QUERY', { message: 'Send { "secret_key" } or { "code" }.' });
    const found = await signedIn(body.data, request);
    if (found === undefined) throw new HttpError('UNAUTHORIZED', { message: 'This key or code is not valid.' });
    const { project, cookie, maxAgeMs } = found;
    giveCookie(request, response, cookie, maxAgeMs);
    response.locals.project = project;
    response.set('Cache-Control', 'no-store').json({ ok: true, project: { id: project.id, name: project.name } });
  };
}

/** `GET /api/session`: who the cookie says it is. The dashboard asks on every load, and a stranger is no error. */
export function readSessionRoute({ projects, cookies }: Pick<SessionOptions, 'projects' | 'cookies'>): RequestHandler {
  return function readSession(request, response) {
    const cookie = readCookie(request, SESSION_COOKIE);
    const access = cookie === undefined ? undefined : cookies.verify(cookie, Date.now());
    // As in `admin`: while the projects are not known, a good cookie may look like a bad one.
    if (cookie !== undefined && access === undefined && !projects.known()) throw new HttpError('STORE_UNAVAILABLE');
    const { project: named } = request.query;
    // One that this sign-in does not open is told as none; the others stand beside it.
    const project = access?.projects.find(({ id }, at) => (named === undefined ? at === 0 : id === named));
    const isOwner = access?.role === 'owner';
    response.set('Cache-Control', 'private, no-store').json({
      project:
        project === undefined ? null : { id: project.id, name: project.name, public_key: project.publicKeys[0] ?? '' },
      role: access?.role ?? 'viewer',
      projects: (access?.projects ?? []).map(({ id, name }) => ({ id, name })),
      can_query: isOwner || (project !== undefined && mayViewersQuery(project)),
      can_create: access?.isOperator === true,
    } satisfies SessionAnswer);
  };
}

/** `DELETE /api/session` */
export const signOutRoute: RequestHandler = (request, response) => {
  requireSameOrigin(request);
  response.clearCookie(SESSION_COOKIE, cookieOptions(request));
  response.set('Cache-Control', 'no-store').json({ ok: true });
};
