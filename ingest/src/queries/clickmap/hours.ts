import type { ClickmapHoursAnswer } from '../../contract/index.ts';
import type { StoreClient } from '../../store/index.ts';
import { type ClickmapQuestion, openClickmap } from './scope.ts';

/** When people click, by weekday and hour of the asked zone. */
export async function clickHours(
  client: StoreClient,
  question: ClickmapQuestion,
  tz: string,
): Promise<ClickmapHoursAnswer> {
  const { ask, rows } = openClickmap(client, question);
  const found = await ask<{ day: number; hour: number; n: string }>(
    `SELECT toDayOfWeek(toTimeZone(at, {tz:String})) AS day, toHour(toTimeZone(at, {tz:String})) AS hour, count() AS n
     FROM page_events WHERE ${rows('click')} GROUP BY day, hour ORDER BY day, hour`,
    { tz },
  );
  return { hours: found.map(({ day, hour, n }) => [day, hour, Number(n)]) };
}
