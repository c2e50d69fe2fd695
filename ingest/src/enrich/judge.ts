import type { ClickEvent, EventErrorCode, FlatEventHead, PageViewEvent } from '../contract/index.ts';
import { clickEventSchema, flatEventSchema, pageViewEventSchema } from '../contract/index.ts';
import { clickColumns } from './click-columns.ts';
import { flatColumns } from './data.ts';
import { guardOf } from './guard.ts';
import { viewColumns } from './view-columns.ts';
import type { Words } from './words.ts';

/** One event found good: what every event has, and its own columns with a tab in front of each. */
export interface JudgedEvent {
  head: Omit<FlatEventHead, 'data'>;
  columns: string;
  /** A page view brings its own address, for batches that name no page for it. */
  url: string;
}

const isClick = guardOf<ClickEvent>(clickEventSchema);
const isPageView = guardOf<PageViewEvent>(pageViewEventSchema);
const isFlatEvent = guardOf<FlatEventHead>(flatEventSchema);

/** Judges an event by itself; its time and repeated ids are the batch's business. */
export function judgeEvent(event: unknown, words?: Words | undefined): JudgedEvent | EventErrorCode {
  const type = typeOf(event);
  if (type === '$click') {
    const click = isClick(event) ? event : clickEventSchema.safeParse(event).data;
    if (click === undefined) return 'INVALID_EVENT';
    return { head: click, columns: clickColumns(click.data), url: '' };
  }
  if (type === '$page-view') {
    const view = isPageView(event) ? event : pageViewEventSchema.safeParse(event).data;
    if (view === undefined) return 'INVALID_EVENT';
    return { head: view, columns: viewColumns(view.data), url: view.data.url };
  }
  const flat = isFlatEvent(event) ? event : flatEventSchema.safeParse(event).data;
  if (flat === undefined) return isNameAtFault(event) ? 'INVALID_EVENT_NAME' : 'INVALID_EVENT';
  const own = flatColumns(flat.data, type === '$error', words);
  return 'code' in own ? own.code : { head: flat, columns: own.columns, url: '' };
}

function typeOf(event: unknown): unknown {
  return typeof event === 'object' && event !== null && 'event_type' in event ? event.event_type : undefined;
}

function isNameAtFault(event: unknown): boolean {
  if (typeof typeOf(event) !== 'string') return false;
  const { error } = flatEventSchema.safeParse(event);
  return error?.issues.some(({ path }) => path[0] === 'event_type') ?? false;
}
