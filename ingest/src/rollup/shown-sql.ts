/** The keys that one `$exposures` event lists, each once and in order, so that equal sets are equal lists. */
export const SHOWN_KEYS =
  "arraySort(arrayDistinct(arrayFilter(key -> key != '', splitByChar(',', props_string['shown']))))";

/** The name of that list. */
export const SHOWN = `cityHash64(${SHOWN_KEYS})`;
