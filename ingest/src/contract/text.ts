import { z } from 'zod';
import { MAX_ID_LENGTH } from './limits.ts';

/** A UUID of any version, either case. */
export const uuidSchema = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i);

/** Ids made by clients or host apps: any text without control characters. */
export const idSchema = z
  .string()
  .min(1)
  .max(MAX_ID_LENGTH)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
  .regex(/^[^\u0000-\u001f\u007f]+$/);

/** Times travel as integer milliseconds since 1970, UTC; the range a clock can be wrong by is judged later. */
export const timeSchema = z.number().int();
