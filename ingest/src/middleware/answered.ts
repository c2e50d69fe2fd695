import type { RequestHandler } from 'express';
import type { Metrics } from '../metrics.ts';

export const FIRST_REFUSAL_STATUS = 400;

/** Counts good answers by the route that gave them; refusals are counted where they are rendered. */
export function countAnswers(metrics: Metrics): RequestHandler {
  return function count(request, response, next) {
    response.once('finish', () => {
      const pattern: unknown = request.route?.path;
      const isGood = response.statusCode < FIRST_REFUSAL_STATUS && typeof pattern === 'string';
      if (isGood) metrics.requests.inc({ route: pattern, outcome: 'ok' });
    });
    next();
  };
}
