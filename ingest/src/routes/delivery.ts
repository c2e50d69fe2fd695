import type { RequestHandler } from 'express';
import type { DeliveryAnswer } from '../contract/index.ts';
import { adminProject } from '../middleware/index.ts';
import { delivery } from '../queries/index.ts';
import type { StoreClient } from '../store/index.ts';
import { zonedRange } from './overview-values.ts';

/** `GET /api/delivery?from&to&tz` */
export function deliveryRoute({ store }: { store: () => StoreClient }): RequestHandler {
  return async function answerDelivery(request, response) {
    const nowMs = Date.now();
    const range = zonedRange(request, nowMs);
    const project = adminProject(response).id;
    const days = await delivery(store(), { ...range, project, nowMs });
    response.json({ days } satisfies DeliveryAnswer);
  };
}
