/** A cheap look first: most titles pass, and then nothing else runs. */
const MAYBE_SECRET = /@|\d{4}|\+\d|[\w-]{16}/;

// Every pattern is linear in the text: bounded look-ahead, no nested repeats. Dates and years must survive.
const EMAIL = /[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g;
/** JSON web tokens: base64url of `{"…`, a dot, more base64url. */
const SIGNED_TOKEN = /\beyJ[\w-]{8,4096}(?:\.[\w-]{0,4096}){0,2}/g;
const LONG_HEX = /\b(?:[0-9a-f]{16,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b/gi;
/** Account numbers in one run, cards in groups, phone numbers with their plus. */
const LONG_DIGITS = /\d{7,}|\b\d(?:[ -]?\d){11,}|\+\d(?:[ ().-]{0,2}\d){7,}/g;
const PREFIXED_KEY = /\b[a-z]{2,8}(?:_[a-z]{2,8})?_[A-Za-z0-9]{16,}/g;
/** Random-looking words: long, with a digit and both cases, or long without a hyphen and with a digit. */
const RANDOM_WORD =
  /\b(?:(?=[\w-]{0,256}\d)(?=[\w-]{0,256}[A-Z])(?=[\w-]{0,256}[a-z])[\w-]{20,}|(?=\w{0,256}\d)(?=\w{0,256}[A-Za-z])\w{20,})/g;

/** Text that people see (titles, error messages) without what may name or unlock somebody. */
export function redact(text: string): string {
  if (!MAYBE_SECRET.test(text)) return text;
  return text
    .replace(EMAIL, '[email]')
    .replace(SIGNED_TOKEN, '[token]')
    .replace(LONG_HEX, '[hex]')
    .replace(LONG_DIGITS, '[number]')
    .replace(PREFIXED_KEY, '[token]')
    .replace(RANDOM_WORD, '[token]');
}
