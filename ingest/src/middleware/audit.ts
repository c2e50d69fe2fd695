import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from '../log.ts';
import { FIRST_REFUSAL_STATUS } from './answered.ts';
import { SAFE_METHODS } from './safe-methods.ts';

/** Reads that take a body, and what the host app's own server tells all day. */
const NOT_NOTED = /^\/api\/(query|sync\/.*)$/;
/** A read that hands out everything about a person. */
const NOTED_READS = new Set(['/api/people/export']);

const isNoted = (method: string, route: string) =>
  NOTED_READS.has(route) || (!SAFE_METHODS.has(method) && !NOT_NOTED.test(route));

function note(log: Logger, { method, route: matched }: Request, response: Response): void {
  const { statusCode: status, locals, writableFinished: whole } = response;
  // Refused before any route was found: the address itself may hold somebody's id.
  const route = typeof matched?.path === 'string' ? matched.path : 'none';
  if (!isNoted(method, route)) return;
  const facts = { audit: true, method, route, status, project: locals.project?.id, whole };
  if (status < FIRST_REFUSAL_STATUS) log.info(facts, 'done by the API');
  else log.warn(facts, 'refused by the API');
}

/**
 * Who signed in, and what was changed or handed out: one line each in the log, without addresses, bodies or ids of people. `whole` is
 * false when the client left before it had the answer: the deed may be done all the same.
 */
export function audit(log: Logger): RequestHandler {
  return function noteDeed(request, response, next) {
    response.once('close', () => note(log, request, response));
    next();
  };
}
