import { daysOf } from './calendar.ts';
import { shiftDate, type Zone } from './zone.ts';

export interface Range {
  fromMs: number;
  toMs: number;
}

/** The range of the same length right before: as many days by the calendar when it is made of days, as many milliseconds otherwise. */
export function previousRange(zone: Zone, { fromMs, toMs }: Range): Range {
  const isDay = (ms: number) => zone.startOf(zone.dateAt(ms)) === ms;
  if (!isDay(fromMs) || !isDay(toMs)) return { fromMs: fromMs - (toMs - fromMs), toMs: fromMs };
  const days = daysOf(zone, fromMs, toMs).length;
  return { fromMs: zone.startOf(shiftDate(zone.dateAt(fromMs), -days)), toMs: fromMs };
}
