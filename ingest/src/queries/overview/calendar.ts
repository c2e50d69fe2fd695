import { shiftDate, type Zone } from './zone.ts';

const QUARTER_HOUR_MS = 900_000;

/** A piece of the asked range with the name it has in the asked zone. */
export interface Span {
  label: string;
  startMs: number;
}

/** The local days that `[fromMs, toMs)` touches. The first may begin before the range. */
export function daysOf(zone: Zone, fromMs: number, toMs: number): Span[] {
  const spans: Span[] = [];
  const last = zone.dateAt(toMs - 1);
  for (let date = zone.dateAt(fromMs); date <= last; date = shiftDate(date, 1)) {
    spans.push({ label: date, startMs: zone.startOf(date) });
  }
  return spans;
}

/**
 * The local hours that a range touches. Zones change their clocks at quarter hours, so looking at each of them finds every hour;
 * one that comes twice in autumn is one span of two hours.
 */
export function hoursOf(zone: Zone, fromMs: number, toMs: number): Span[] {
  const spans: Span[] = [];
  for (let at = Math.floor(fromMs / QUARTER_HOUR_MS) * QUARTER_HOUR_MS; at < toMs; at += QUARTER_HOUR_MS) {
    const label = zone.hourAt(at);
    if (spans.at(-1)?.label !== label) spans.push({ label, startMs: at });
  }
  return spans;
}
