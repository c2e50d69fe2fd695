import type { Anchor } from './anchor.ts';

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * The name of an element in sums: 32-bit FNV-1a, base 36, over what an anchor says of the element itself. Left out are the neighbours
 * (`v`, `w`) and the path (`q`, `p`): they help to find the element again and change without it. Browser and server must agree on every
 * digit, since exposures travel as keys; so this file is self-contained, and an absent field and an undefined one are the same.
 */
export function anchorKey({ t, n, x, h, a, i, c, s, o, l }: Anchor): string {
  const text = JSON.stringify([t, n, x, h, a, i, c, s, o, l]);
  let sum = FNV_OFFSET;
  for (let index = 0; index < text.length; index++) sum = Math.imul(sum ^ text.charCodeAt(index), FNV_PRIME);
  return (sum >>> 0).toString(36);
}
