/** What a bare `"…"` may not hold, and what the store refuses even escaped: lone surrogates and NUL. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const NEEDS_CARE = /["\\\u0000-\u001f\ud800-\udfff]/;
// With the u flag a surrogate pair is one code point, so only lone surrogates match.
const LONE_SURROGATE = /\p{Surrogate}/gu;

/**
 * A string as JSON text that ClickHouse takes. Most strings need no care, and one regular expression
 * to find that out is several times cheaper than `JSON.stringify`, which would also keep lone surrogates:
 * the store refuses a whole insert for one of those.
 */
export function quote(text: string): string {
  if (!NEEDS_CARE.test(text)) return `"${text}"`;
  return JSON.stringify(text.replaceAll('\u0000', '').replace(LONE_SURROGATE, '\ufffd'));
}
