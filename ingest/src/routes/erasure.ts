import type { Request, RequestHandler } from 'express';
import type { ErasureProof } from '../contract/index.ts';
import { MAX_ID_LENGTH } from '../contract/limits.ts';
import { HttpError } from '../errors.ts';
import type { Logger } from '../log.ts';
import { adminProject } from '../middleware/index.ts';
import { createJobs, erasePerson, exportPerson, type Person } from '../people/index.ts';
import { withRollupAtRest } from '../rollup/index.ts';
import type { StoreClient } from '../store/index.ts';
import { countParameter, invalid, textParameter } from './query-values.ts';
import { sendLines } from './send-lines.ts';

export interface PeopleOptions {
  store: () => StoreClient;
  log: Logger;
  /** Resolves when everything acknowledged before the call is in the store: what still waits cannot be erased. */
  settled: () => Promise<void>;
}

/** `?visitor_id=…&user_id=…`: one of them, or both; `&with_browsers=1`: with the browsers that no other account used. */
function personParameters(request: Request, project: string): Person {
  const visitorId = textParameter(request, 'visitor_id', MAX_ID_LENGTH);
  const userId = textParameter(request, 'user_id', MAX_ID_LENGTH);
  if (visitorId === undefined && userId === undefined) throw invalid('visitor_id', 'or "user_id" must be given');
  return {
    project,
    visitorId,
    userId,
    withBrowsers: countParameter(request, 'with_browsers', { min: 0, max: 1, fallback: 0 }) === 1,
  };
}

/** `POST /api/people/erase?visitor_id&user_id&with_browsers` begins an erasure, `GET /api/people/erase/:job_id` says how far it is. */
export function erasureRoutes({ store, log, settled }: PeopleOptions): { begin: RequestHandler; look: RequestHandler } {
  const jobs = createJobs<ErasureProof>();
  return {
    begin(request, response) {
      const project = adminProject(response).id;
      const person = personParameters(request, project);
      const client = store();
      const work = async (onProgress: (done: number, total: number) => void) => {
        await settled();
        return withRollupAtRest(client, (lease) => erasePerson(person, { client, lease, onProgress }));
      };
      response.status(202).json(jobs.start(project, work, (error) => log.error({ err: error }, 'An erasure failed')));
    },
    look(request, response) {
      const job = jobs.find(adminProject(response).id, String(request.params.job_id));
      if (job === undefined) throw new HttpError('NOT_FOUND', { message: 'There is no such job.' });
      response.json(job);
    },
  };
}

/** `GET /api/people/export?visitor_id&user_id&with_browsers`: everything about a person, one JSON object a line. */
export function exportRoute({ store }: Pick<PeopleOptions, 'store'>): RequestHandler {
  return async function sendExport(request, response) {
    const person = personParameters(request, adminProject(response).id);
    const client = store();
    response.type('application/x-ndjson').attachment('person.ndjson');
    await sendLines(response, exportPerson(client, person));
  };
}
