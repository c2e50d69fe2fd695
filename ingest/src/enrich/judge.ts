import type { EventErrorCode, FlatEventHead } from '../contract/index.ts';
import { clickEventSchema, flatEventSchema, pageViewEventSchema } from '../contract/index.ts';
import { clickColumns } from './click-columns.ts';
import { flatColumns } from './data.ts';
import { viewColumns } from './view-columns.ts';

/** One event found good: what every event has, and its own columns with a leading comma each. */
export interface JudgedEvent {
  head: Omit<FlatEventHead, 'data'>;
  columns: string;
  /** A page view brings its own address, for batches that name no page for it. */
  url: string;
}

/** Judges an event by itself; its time and repeated ids are the batch's business. */
export function judgeEvent(event: unknown): JudgedEvent | EventErrorCode {
  const type = typeOf(event);
  if (type === '$click') {
    const parsed = clickEventSchema.safeParse(event);
    if (!parsed.success) return 'INVALID_EVENT';
    return { head: parsed.data, columns: clickColumns(parsed.data.data), url: '' };
  }
  if (type === '$page-view') {
    const parsed = pageViewEventSchema.safeParse(event);
    if (!parsed.success) return 'INVALID_EVENT';
    return { head: parsed.data, columns: viewColumns(parsed.data.data), url: parsed.data.data.url };
  }
  const parsed = flatEventSchema.safeParse(event);
  if (!parsed.success) {
    const isNameAtFault =
      typeof type === 'string' && parsed.error.issues.some((issue) => issue.path[0] === 'event_type');
    return isNameAtFault ? 'INVALID_EVENT_NAME' : 'INVALID_EVENT';
  }
  const flat = flatColumns(parsed.data.data, type === '$error');
  return 'code' in flat ? flat.code : { head: parsed.data, columns: flat.columns, url: '' };
}

function typeOf(event: unknown): unknown {
  return typeof event === 'object' && event !== null && 'event_type' in event ? event.event_type : undefined;
}
