import type { RequestHandler } from 'express';
import type { Admission } from '../admission/index.ts';
import { adminProject } from '../middleware/index.ts';

/** `GET /api/limits`: what the project may take, and how much of it is used, on the server that answers. */
export function limitsRoute({ admission }: { admission: Pick<Admission, 'report'> }): RequestHandler {
  return function answerLimits(_request, response) {
    response.json(admission.report(adminProject(response)));
  };
}
