const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** 32-bit FNV-1a over UTF-16 units, base 36; the low digits are the well-mixed ones. Empty text has no print. */
export function hash(text: string, length: number): string {
  if (!text) return '';
  let sum = FNV_OFFSET;
  for (let index = 0; index < text.length; index++) sum = Math.imul(sum ^ text.charCodeAt(index), FNV_PRIME);
  return (sum >>> 0).toString(36).slice(-length);
}
