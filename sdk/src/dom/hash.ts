const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** 1.7 million values: enough beside the other fields of one page, and short on the wire. */
const LENGTH = 4;

/** 32-bit FNV-1a over UTF-16 units, base 36; the low digits are the well-mixed ones. Empty text has no print. */
export function hash(text: string | null): string | undefined {
  if (!text) return undefined;
  let sum = FNV_OFFSET;
  for (let index = 0; index < text.length; index++) sum = Math.imul(sum ^ text.charCodeAt(index), FNV_PRIME);
  return (sum >>> 0).toString(36).slice(-LENGTH);
}
