import { literal } from './field.ts';

/**
 * The kinds of values that clients may make up without end, each with the list of those that count by themselves. Dictionaries of
 * columns, bitmaps and breakdowns grow with every one: what is beyond the cap is counted as `(other)`, and kept in full beside it.
 */
export type Words = Record<'paths' | 'event_names' | 'property_keys', { admits(value: string): boolean }>;

export const OTHER = '(other)';
/** Where the name of an event stays that is counted as `(other)`. */
const NAME_KEY = '(name)';

/** What the SDK itself sends; a flood of made-up names must never push these out. */
const OWN_EVENTS = new Set([
  '$page-view',
  '$click',
  '$auth',
  '$form-submit',
  '$scroll',
  '$visible',
  '$error',
  '$web-vitals',
  '$exposures',
]);
const OWN_KEYS = new Set(
  (
    'from to cause depth depth_px fold_px page_height viewport_width shown visible_ms active_ms lcp inp cls fcp ttfb ' +
    'kind name message source line column stack count key action method fields prevented invalid'
  ).split(' '),
);

export function isKeyAdmitted(words: Words | undefined, key: string): boolean {
  return words === undefined || OWN_KEYS.has(key) || words.property_keys.admits(key);
}

/** The type of a row, and what its own columns become when the name is one too many. */
export function namedAs(words: Words | undefined, type: string, columns: string): { type: string; columns: string } {
  if (words === undefined || OWN_EVENTS.has(type) || words.event_names.admits(type)) return { type, columns };
  return { type: OTHER, columns: withFirstText(columns, NAME_KEY, type) };
}

/** `columns` begin with the map of texts, or are empty. */
function withFirstText(columns: string, key: string, value: string): string {
  const pair = `${literal(key)}:${literal(value)}`;
  if (columns === '') return `\t{${pair}}\t{}\t[]`;
  return `\t{${pair}${columns.startsWith('\t{}') ? '' : ','}${columns.slice('\t{'.length)}`;
}
