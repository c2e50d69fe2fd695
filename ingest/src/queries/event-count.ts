import type { StoreClient } from '../store/index.ts';
import { readRows } from './read-rows.ts';
import { type TimeRange, timeConditions } from './time-bound.ts';

export interface EventCountQuestion extends TimeRange {
  project: string;
  eventType?: string | undefined;
}

/** How many events happened in a range. */
export async function countEvents(client: StoreClient, question: EventCountQuestion): Promise<number> {
  const { project, eventType } = question;
  const time = timeConditions(question);
  const conditions = [
    'project = {project:String}',
    ...(eventType === undefined ? [] : ['event_type = {event_type:String}']),
    ...time.conditions,
  ];
  const rows = await readRows<{ count: string }>(client, {
    sql: `SELECT count() AS count FROM events WHERE ${conditions.join(' AND ')}`,
    params: { project, ...(eventType === undefined ? {} : { event_type: eventType }), ...time.params },
  });
  return Number(rows[0]?.count ?? 0);
}
