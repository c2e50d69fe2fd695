import type { RequestHandler } from 'express';
import type { RecentAnswer } from '../contract/index.ts';
import { MAX_RECENT_EVENTS } from '../contract/limits.ts';
import { adminProject } from '../middleware/index.ts';
import { recentEvents } from '../queries/index.ts';
import type { StoreClient } from '../store/index.ts';
import { cursorAfter, eventPosition } from './event-cursor.ts';
import { countParameter, textParameter } from './query-values.ts';

const DEFAULT_EVENTS = 100;
const MAX_CURSOR_LENGTH = 128;

/** `GET /api/events/recent?limit&cursor` */
export function recentRoute({ store }: { store: () => StoreClient }): RequestHandler {
  return async function answerRecent(request, response) {
    const limit = countParameter(request, 'limit', { min: 1, max: MAX_RECENT_EVENTS, fallback: DEFAULT_EVENTS });
    const cursor = textParameter(request, 'cursor', MAX_CURSOR_LENGTH);
    const events = await recentEvents(store(), {
      project: adminProject(response).id,
      limit,
      after: cursor === undefined ? undefined : eventPosition(cursor),
      nowMs: Date.now(),
    });
    const last = events.at(-1);
    const next_cursor = last === undefined || events.length < limit ? null : cursorAfter(last);
    response.json({ events, next_cursor } satisfies RecentAnswer);
  };
}
