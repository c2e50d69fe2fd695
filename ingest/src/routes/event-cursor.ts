import { type RecentEvent, uuidSchema } from '../contract/index.ts';
import type { RecentPosition } from '../queries/index.ts';
import { invalid } from './query-values.ts';

/** Names the place after an event; says nothing a client should read. */
export const cursorAfter = ({ event_at_ms, event_id }: RecentEvent) =>
  Buffer.from(`${event_at_ms}.${event_id}`).toString('base64url');

/** Reads what `cursorAfter` made. */
export function eventPosition(cursor: string): RecentPosition {
  const [at = '', eventId = '', ...more] = Buffer.from(cursor, 'base64url').toString().split('.');
  if (more.length > 0 || !/^-?\d{1,15}$/.test(at) || !uuidSchema.safeParse(eventId).success) {
    throw invalid('cursor', 'is not one that this server gave out');
  }
  return { atMs: Number(at), eventId: eventId.toLowerCase() };
}
