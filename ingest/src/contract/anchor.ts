import { z } from 'zod';
import { MAX_ANCHOR_PATH_LENGTH, MAX_FINGERPRINT_LENGTH } from './limits.ts';

/**
 * How a click remembers its element: short hashes of independent pieces of evidence, nothing readable.
 * Fields, hashes and the rules that use them: see ARCHITECTURE.md, "Anchors that admit misses".
 */
export interface Anchor {
  /** Role, else tag; inputs with their type. */
  t: string;
  /** Accessible name, digits folded. */
  n?: string | undefined;
  /** The same with its digits, only where they differ. */
  x?: string | undefined;
  /** Link target inside the own origin. */
  h?: string | undefined;
  /** Test id, else form control name. */
  a?: string | undefined;
  /** Element id, unless it looks generated. */
  i?: string | undefined;
  /** Up to two levels of the item (row, card) the element lives in. */
  c?: string[] | undefined;
  /** Up to two nearest sections. */
  s?: string[] | undefined;
  /** Text of the neighbours before and after. */
  v?: string[] | undefined;
  /** The same for the item's neighbours. */
  w?: string[] | undefined;
  /** Rank and number of look-alikes nearby, number on the page, links with the same target. */
  o?: number[] | undefined;
  /** Structure up to the body. */
  q?: string | undefined;
  /** Last steps, readable; debugging only. */
  p?: string | undefined;
  /** Language of the element, as the page declares it. */
  l?: string | undefined;
}

const print = z.string().max(MAX_FINGERPRINT_LENGTH);
const prints = z.array(print).max(2);

export const anchorSchema = z.object({
  t: print,
  n: print.optional(),
  x: print.optional(),
  h: print.optional(),
  a: print.optional(),
  i: print.optional(),
  c: prints.optional(),
  s: prints.optional(),
  v: prints.optional(),
  w: prints.optional(),
  o: z.array(z.number()).max(4).optional(),
  q: print.optional(),
  p: z.string().max(MAX_ANCHOR_PATH_LENGTH).optional(),
  l: print.optional(),
}) satisfies z.ZodType<Anchor>;
