import type { RequestHandler } from 'express';
import type { CountAnswer } from '../contract/index.ts';
import { MAX_NAME_LENGTH } from '../contract/limits.ts';
import { adminProject } from '../middleware/index.ts';
import { countEvents } from '../queries/index.ts';
import type { StoreClient } from '../store/index.ts';
import { rangeParameters, textParameter } from './query-values.ts';

/** `GET /api/events/count?from&to&event_type` */
export function countRoute({ store }: { store: () => StoreClient }): RequestHandler {
  return async function answerCount(request, response) {
    const count = await countEvents(store(), {
      project: adminProject(response).id,
      eventType: textParameter(request, 'event_type', MAX_NAME_LENGTH),
      ...rangeParameters(request),
    });
    response.json({ count } satisfies CountAnswer);
  };
}
