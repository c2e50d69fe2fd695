import { z } from 'zod';
import type { ClickData } from './click.ts';
import { clickDataSchema } from './click.ts';
import { MAX_NAME_LENGTH } from './limits.ts';
import type { PageViewData } from './page-view.ts';
import { pageViewDataSchema } from './page-view.ts';
import { idSchema, timeSchema, uuidSchema } from './text.ts';

/** What a custom or unknown event may carry: one flat level. Anything nested is left out by the server. */
export type FlatData = Record<string, string | number | boolean>;

interface EventHead {
  /** UUID v7, monotonic within a segment: it orders events of the same millisecond. */
  event_id: string;
  event_at_ms: number;
  page_view_id: string;
}

export interface PageViewEvent extends EventHead {
  event_type: '$page-view';
  data: PageViewData;
}

export interface ClickEvent extends EventHead {
  event_type: '$click';
  data: ClickData;
}

/** Custom events, and automatic ones this server has no columns for: kept with their flat data. */
export interface FlatEvent extends EventHead {
  event_type: string;
  data?: FlatData | undefined;
}

export type TroddenEvent = PageViewEvent | ClickEvent | FlatEvent;

const head = { event_id: uuidSchema, event_at_ms: timeSchema, page_view_id: idSchema };

export const pageViewEventSchema = z.object({
  ...head,
  event_type: z.literal('$page-view'),
  data: pageViewDataSchema,
}) satisfies z.ZodType<PageViewEvent>;

export const clickEventSchema = z.object({
  ...head,
  event_type: z.literal('$click'),
  data: clickDataSchema,
}) satisfies z.ZodType<ClickEvent>;

/** The head of a flat event; its data is bounded and copied by enrichment, which also counts what it leaves out. */
export interface FlatEventHead extends EventHead {
  event_type: string;
  data?: Record<string, unknown> | undefined;
}

/** Names made by host apps: any text without control characters and without `$`, which marks automatic types. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
const EVENT_NAME = /^(?:\$[A-Za-z][\w-]*|[^$\u0000-\u001f\u007f][^\u0000-\u001f\u007f]*)$/;

export const flatEventSchema = z.object({
  ...head,
  event_type: z.string().max(MAX_NAME_LENGTH).regex(EVENT_NAME),
  data: z.custom<Record<string, unknown>>(isRecord).optional(),
}) satisfies z.ZodType<FlatEventHead>;

/** `z.record` would check and copy every key, and enrichment looks at each of them anyway. */
function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
