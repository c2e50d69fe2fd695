import { type Request, type RequestHandler, Router } from 'express';
import { type ClickmapTokenAnswer, clickmapExchangeSchema } from '../contract/index.ts';
import { HttpError } from '../errors.ts';
import type { Metrics } from '../metrics.ts';
import {
  addressOf,
  allowReading,
  countAnswers,
  createBodyReader,
  onlyMethods,
  originOf,
  parseJson,
  type RateLimit,
} from '../middleware/index.ts';
import type { ProjectRegistry } from '../store/index.ts';
import type { OpenedToken, OverlayCodes, OverlayToken, OverlayTokens } from '../tokens/index.ts';
import { overlayEpoch } from '../tokens/index.ts';
import { type ClickmapOptions, clickmapRoutes } from './clickmap.ts';

export interface OverlayOptions extends ClickmapOptions {
  overlayCodes: OverlayCodes;
  overlayTokens: OverlayTokens;
  projects: Pick<ProjectRegistry, 'byId' | 'known'>;
  limit: RateLimit;
  metrics: Metrics;
}

const PREFLIGHT_MAX_AGE_SECONDS = 7_200;
const readBody = createBodyReader({ maxBytes: 16_384, timeoutMs: 5_000, budgetBytes: 1_048_576 });

const tokenAnswer = ({ token, expiresAtMs }: OverlayToken, path: string): ClickmapTokenAnswer => ({
  token,
  expires_at_ms: expiresAtMs,
  path,
});

/** One answer for all causes, so that nobody learns from it which one it was. */
const refused = () => new HttpError('TOKEN_REFUSED');

/** Everything under `/v1/clickmap`: what an overlay on a customer's page may ask. */
export function overlayRoutes(options: OverlayOptions): Router {
  const { overlayCodes, overlayTokens, projects, limit, now, metrics } = options;

  function opened(request: Request): OpenedToken {
    const bearer = /^Bearer (\S+)$/i.exec(request.get('authorization') ?? '')?.[1] ?? '';
    const token = overlayTokens.open(bearer, originOf(request), now());
    if (token !== undefined) return token;
    // A good token of a project that is not known yet looks like a bad one.
    throw projects.known() ? refused() : new HttpError('STORE_UNAVAILABLE');
  }

  /** Set before anything is checked, or a page could not read why it was refused. */
  const readable: RequestHandler = (request, response, next) => {
    allowReading(response, originOf(request));
    response.setHeader('Access-Control-Expose-Headers', 'Retry-After, ETag');
    limit.take(addressOf(request));
    next();
  };

  const preflight: RequestHandler = (_request, response) => {
    response.setHeader('Access-Control-Allow-Methods', 'GET, POST');
    response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type, If-None-Match');
    response.setHeader('Access-Control-Max-Age', String(PREFLIGHT_MAX_AGE_SECONDS));
    response.status(204).end();
  };

  /** `POST /v1/clickmap/exchange { code }`: the code is burnt whoever sends it. */
  const exchange: RequestHandler = async (request, response) => {
    const body = clickmapExchangeSchema.safeParse(parseJson(await readBody(request)));
    const grant = overlayCodes.redeem(body.data?.code ?? '');
    const project = projects.byId(grant?.project ?? '');
    const isGood =
      project?.enabled === true && grant?.origin === originOf(request) && grant?.epoch === overlayEpoch(project);
    if (grant === undefined || !isGood) throw refused();
    response.set('Cache-Control', 'no-store').json(tokenAnswer(overlayTokens.issue(grant, now()), grant.path));
  };

  /** `POST /v1/clickmap/renew`: the same token for longer, while the overlay is open. */
  const renew: RequestHandler = (request, response) => {
    const token = opened(request);
    const renewed = overlayTokens.renew(token, now());
    if (renewed === undefined) throw refused();
    response.set('Cache-Control', 'no-store').json(tokenAnswer(renewed, token.grant.path));
  };

  const withToken: RequestHandler = (request, response, next) => {
    const { project, grant } = opened(request);
    response.locals.project = project;
    response.locals.clickmapScope = grant.path;
    next();
  };

  const router = Router();
  const questions = clickmapRoutes(options);
  router.use('/v1/clickmap', countAnswers(metrics), readable);
  router.route('/v1/clickmap/exchange').post(exchange).options(preflight).all(onlyMethods('POST, OPTIONS'));
  router.route('/v1/clickmap/renew').post(renew).options(preflight).all(onlyMethods('POST, OPTIONS'));
  for (const [path, answer] of [
    ['/v1/clickmap', questions.map],
    ['/v1/clickmap/hours', questions.hours],
    ['/v1/clickmap/pages', questions.pages],
    ['/v1/clickmap/compare', questions.compare],
  ] as const)
    router.route(path).options(preflight).get(withToken, answer).all(onlyMethods('GET, OPTIONS'));
  return router;
}
