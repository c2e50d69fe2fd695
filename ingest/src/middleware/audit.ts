import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from '../log.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Reads that take a body, and what the host app's own server tells all day. */
const NOT_NOTED = /^\/api\/(query|sync\/.*)$/;
/** A read that hands out everything about a person. */
const NOTED_READS = new Set(['/api/people/export']);
const FIRST_REFUSAL_STATUS = 400;

const isNoted = (method: string, route: string) =>
  NOTED_READS.has(route) || (!SAFE_METHODS.has(method) && !NOT_NOTED.test(route));

function note(log: Logger, { method, route: matched }: Request, { statusCode: status, locals }: Response): void {
  // Refused before any route was found: the address itself may hold somebody's id.
  const route = typeof matched?.path === 'string' ? matched.path : 'none';
  if (!isNoted(method, route)) return;
  const facts = { audit: true, method, route, status, project: locals.project?.id };
  if (status < FIRST_REFUSAL_STATUS) log.info(facts, 'done by the API');
  else log.warn(facts, 'refused by the API');
}

/** Who signed in, and what was changed or handed out: one line each in the log, without addresses, bodies or ids of people. */
export function audit(log: Logger): RequestHandler {
  return function noteDeed(request, response, next) {
    response.once('finish', () => note(log, request, response));
    next();
  };
}
