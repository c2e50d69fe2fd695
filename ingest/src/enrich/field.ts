/** What a tab-separated field may not hold as it is. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const NEEDS_CARE = /[\\\t\n\r\u0000]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: see above
const SPECIAL = /[\\\t\n\r\u0000]/g;
const ESCAPED: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r', '\u0000': '' };

/**
 * A string as a field of a row. Most strings need no care, and one regular expression finds that out.
 * Lone surrogates become U+FFFD when the row is encoded; NUL, which no text needs and some tools cut at, is left out.
 */
export function field(text: string): string {
  return NEEDS_CARE.test(text) ? escaped(text) : text;
}

/** A string inside of a map or a list. */
export function literal(text: string): string {
  return `'${field(text).replaceAll("'", "\\'")}'`;
}

function escaped(text: string): string {
  return text.replace(SPECIAL, (char) => ESCAPED[char] ?? '');
}
