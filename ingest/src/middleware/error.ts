import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { HttpError } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { Metrics } from '../metrics.ts';

/** Clients that may still be sending get this long to stop before the connection is cut. */
const LINGER_MS = 1_000;

/** Answers whatever nobody else did. */
export const notFound: RequestHandler = () => {
  throw new HttpError('NOT_FOUND');
};

/** For a path that exists, with a method that does not. */
export function onlyMethods(allow: string): RequestHandler {
  return () => {
    throw new HttpError('METHOD_NOT_ALLOWED', { allow });
  };
}

/** The one place that turns a fault into an answer. No stack, nothing of what was sent. */
export function renderError(log: Logger, metrics: Metrics): ErrorRequestHandler {
  return (fault: unknown, request, response, _next) => {
    const error = toHttpError(fault);
    if (error.code === 'INTERNAL_ERROR') log.error({ err: error.cause }, 'request failed');
    metrics.requests.inc({ route: routeOf(request), outcome: error.code });
    if (response.headersSent || response.destroyed) {
      response.destroy();
      return;
    }
    answer(error, request, response);
  };
}

function answer(error: HttpError, request: Request, response: Response): void {
  if (error.retryAfterSeconds !== undefined) response.setHeader('Retry-After', String(error.retryAfterSeconds));
  if (error.allow !== undefined) response.setHeader('Allow', error.allow);
  if (error.code === 'ORIGIN_NOT_ALLOWED') response.removeHeader('Access-Control-Allow-Origin');
  if (error.code === 'UNAUTHORIZED') response.setHeader('WWW-Authenticate', 'Bearer');
  response.setHeader('Cache-Control', 'no-store');
  const text = JSON.stringify(error.toAnswer());
  if (isStillSending(request)) leaveUnread(request);
  response.status(error.status).setHeader('Content-Type', 'application/json; charset=utf-8');
  response.end(request.method === 'HEAD' ? undefined : text);
}

function isStillSending({ complete, headers }: Request): boolean {
  return !complete && (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0);
}

/**
 * The client is still sending. Closing at once (which `Connection: close` would do as well) resets the connection,
 * and our answer is lost with it. So the rest is thrown away for a moment, and whoever is done by then may go on.
 */
function leaveUnread(request: Request): void {
  const timer = setTimeout(() => request.socket.destroy(), LINGER_MS);
  const settled = () => clearTimeout(timer);
  request.once('end', settled).once('close', settled).resume();
}

/** The pattern of the matched route, of which there are few; never the path, of which there is no end. */
function routeOf(request: Request): string {
  const pattern: unknown = request.route?.path;
  return typeof pattern === 'string' ? pattern : 'none';
}

/** Express and its parts throw errors with a status, such as a path that cannot be decoded. */
function toHttpError(fault: unknown): HttpError {
  if (fault instanceof HttpError) return fault;
  const status = typeof fault === 'object' && fault !== null && 'status' in fault ? fault.status : 500;
  if (status === 400) return new HttpError('INVALID_QUERY', { cause: fault });
  if (status === 413) return new HttpError('TOO_LARGE', { cause: fault });
  if (status === 404) return new HttpError('NOT_FOUND', { cause: fault });
  return new HttpError('INTERNAL_ERROR', { cause: fault });
}
