import { z } from 'zod';
import type { Anchor } from './anchor.ts';
import { anchorSchema } from './anchor.ts';
import { MAX_FINGERPRINT_LENGTH, MAX_TEXT_LENGTH, MAX_URL_LENGTH } from './limits.ts';

export interface ClickData {
  anchor: Anchor;
  tag_name: string;
  /** Masked unless the host allows it. */
  text?: string | undefined;
  /** Path of the link, own origin; origin and path of others. */
  href?: string | undefined;
  /** In the viewport, CSS pixels. */
  x: number;
  y: number;
  /** In the document, CSS pixels. */
  page_x: number;
  page_y: number;
  /** Inside the element's box, 0 to 1. */
  element_x: number;
  element_y: number;
  element_width: number;
  element_height: number;
  viewport_width: number;
  viewport_height: number;
  page_width: number;
  page_height: number;
  input: 'pointer' | 'keyboard';
  /** Why the click is called dead: what did not happen, and within which time. */
  dead?: string | undefined;
  /** How many clicks hit the same spot in quick succession. */
  rage?: number | undefined;
}

/** Finite, and no larger than any real page; the sign is kept, since pages do scroll left of zero. */
const coordinate = z.number().min(-10_000_000).max(10_000_000);
const length = z.number().min(0).max(10_000_000);

export const clickDataSchema = z.object({
  anchor: anchorSchema,
  tag_name: z.string().max(MAX_FINGERPRINT_LENGTH),
  text: z.string().max(MAX_TEXT_LENGTH).optional(),
  href: z.string().max(MAX_URL_LENGTH).optional(),
  x: coordinate,
  y: coordinate,
  page_x: coordinate,
  page_y: coordinate,
  element_x: coordinate,
  element_y: coordinate,
  element_width: length,
  element_height: length,
  viewport_width: length,
  viewport_height: length,
  page_width: length,
  page_height: length,
  input: z.enum(['pointer', 'keyboard']),
  dead: z.string().max(MAX_TEXT_LENGTH).optional(),
  rage: z.number().int().min(0).max(65_535).optional(),
}) satisfies z.ZodType<ClickData>;
