import type { EventRow } from './event-columns.ts';

/** `data` of a custom event. `fromEntries` defines every key as its own, also one called `__proto__`. */
export function flatData(row: EventRow): Record<string, unknown> {
  const booleans = new Set(row.props_boolean);
  return Object.fromEntries<unknown>([
    ...Object.entries(row.props_string),
    ...Object.entries(row.props_number).map(([key, value]) => [key, booleans.has(key) ? value === 1 : value] as const),
  ]);
}
