import { z } from 'zod';
import { MAX_PATH_LENGTH, MAX_TEXT_LENGTH, MAX_TITLE_LENGTH, MAX_URL_LENGTH } from './limits.ts';

export type EntryType = 'initial' | 'push' | 'replace' | 'pop' | 'hash' | 'restore';

export interface Utm {
  source?: string | undefined;
  medium?: string | undefined;
  campaign?: string | undefined;
  term?: string | undefined;
  content?: string | undefined;
}

export interface PageViewData {
  /** Without fragment, query parameters on the allow-list only. */
  url: string;
  path: string;
  referrer: string;
  title: string;
  entry_type: EntryType;
  viewport_width: number;
  viewport_height: number;
  screen_width: number;
  screen_height: number;
  utm?: Utm | undefined;
}

const pixels = z.number().min(0).max(1_000_000);
const tag = z.string().max(MAX_TEXT_LENGTH).optional();

export const pageViewDataSchema = z.object({
  url: z.string().max(MAX_URL_LENGTH),
  path: z.string().max(MAX_PATH_LENGTH),
  referrer: z.string().max(MAX_URL_LENGTH),
  title: z.string().max(MAX_TITLE_LENGTH),
  entry_type: z.enum(['initial', 'push', 'replace', 'pop', 'hash', 'restore']),
  viewport_width: pixels,
  viewport_height: pixels,
  screen_width: pixels,
  screen_height: pixels,
  utm: z.object({ source: tag, medium: tag, campaign: tag, term: tag, content: tag }).optional(),
}) satisfies z.ZodType<PageViewData>;
