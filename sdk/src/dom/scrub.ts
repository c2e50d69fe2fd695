/**
 * E-mail addresses, account, card and phone numbers, and random-looking words: tokens, keys, long hex. Dates, years and
 * hyphenated headlines survive.
 */
const SECRET =
  /[^\s/@]{1,64}@[^\s/]+|\beyJ[\w.-]{8,}|\d{7,}|\+?\d([ -]?\d){10,}|\b(?=\w*\d)\w{16,}|\b(?=[\w-]*\d)(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{20,}/g;

/** Text without what may name or unlock somebody; the server repeats this with a finer comb. */
export const scrub = (text: string): string => text.replace(SECRET, '*');
