import type { RequestHandler } from 'express';
import { type RecentAnswer, type RecentEvent, uuidSchema } from '../contract/index.ts';
import { MAX_RECENT_EVENTS } from '../contract/limits.ts';
import { adminProject } from '../middleware/index.ts';
import { type RecentPosition, recentEvents } from '../queries/index.ts';
import type { StoreClient } from '../store/index.ts';
import { countParameter, invalid, textParameter } from './query-values.ts';

const DEFAULT_EVENTS = 100;
const MAX_CURSOR_LENGTH = 128;

const cursorAfter = ({ event_at_ms, event_id }: RecentEvent) =>
  Buffer.from(`${event_at_ms}.${event_id}`).toString('base64url');

function position(cursor: string): RecentPosition {
  const [at = '', eventId = '', ...more] = Buffer.from(cursor, 'base64url').toString().split('.');
  if (more.length > 0 || !/^-?\d{1,15}$/.test(at) || !uuidSchema.safeParse(eventId).success) {
    throw invalid('cursor', 'is not one that this server gave out');
  }
  return { atMs: Number(at), eventId: eventId.toLowerCase() };
}

/** `GET /api/events/recent?limit&cursor` */
export function recentRoute({ store }: { store: () => StoreClient }): RequestHandler {
  return async function answerRecent(request, response) {
    const limit = countParameter(request, 'limit', { min: 1, max: MAX_RECENT_EVENTS, fallback: DEFAULT_EVENTS });
    const cursor = textParameter(request, 'cursor', MAX_CURSOR_LENGTH);
    const events = await recentEvents(store(), {
      project: adminProject(response).id,
      limit,
      after: cursor === undefined ? undefined : position(cursor),
      nowMs: Date.now(),
    });
    const last = events.at(-1);
    const next_cursor = last === undefined || events.length < limit ? null : cursorAfter(last);
    response.json({ events, next_cursor } satisfies RecentAnswer);
  };
}
