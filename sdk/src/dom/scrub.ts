const NAMED_SECRET =
  /[\w.+%-]+@[\w-]+(\.[\w-]+)+|\beyJ[\w-]{8,}(\.[\w-]*)*|\d{7,}|\b\d([ -]?\d){11,}|\+\d([ ().-]*\d){7,}/g;
/** Random-looking words: long hex, UUIDs, prefixed keys, and long words that mix digits with letters. */
const RANDOM_WORD =
  /\b([\da-f]{16,}|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}|[a-z_]{2,17}_\w{16,}|(?=[\w-]*\d)(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{20,}|(?=\w*\d)(?=\w*[A-Za-z])\w{20,})/g;

/** Text without what may name or unlock somebody; the server repeats this with a finer comb. */
export const scrub = (text: string): string => text.replace(NAMED_SECRET, '*').replace(RANDOM_WORD, '*');
