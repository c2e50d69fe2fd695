import { pieceOf } from '../overview/index.ts';
import { readRows } from '../read-rows.ts';
import { type DeliveryScope, IN_RANGE } from './batches.ts';

export interface EventDay {
  piece: number;
  stored: string;
  buried: string;
}

/** Events in the store, and those it refused. */
export function eventDays({ client, params }: DeliveryScope): Promise<EventDay[]> {
  return readRows<EventDay>(client, {
    sql: `SELECT ${pieceOf('at')} AS piece, countIf(NOT is_buried) AS stored, countIf(is_buried) AS buried
          FROM (
            SELECT event_at AS at, false AS is_buried FROM events WHERE project = {project:String}
            UNION ALL
            SELECT fromUnixTimestamp64Milli(JSONExtractInt(row, 'event_at'), 'UTC'), true
            FROM dead_letter FINAL WHERE project = {project:String} AND target = 'events' AND NOT replayed
          ) AS all_events
          WHERE ${IN_RANGE} GROUP BY piece`,
    params,
  });
}
