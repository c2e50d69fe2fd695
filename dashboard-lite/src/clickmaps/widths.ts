/** Where layouts usually change, CSS pixels, as on the live page. */
const BREAKS = [0, 480, 768, 1_024, 1_440, 65_535] as const;

/** A range of window widths, half-open; `''` for all. */
export const WIDTHS = [
  { value: '', label: 'All widths' },
  { value: '0', label: 'Below 480 px' },
  { value: '480', label: '480 to 767 px' },
  { value: '768', label: '768 to 1023 px' },
  { value: '1024', label: '1024 to 1439 px' },
  { value: '1440', label: 'From 1440 px' },
] as const;

/** The range that a window of this width is in, by its lower end. */
export const widthOf = (pixels: number): string => `${BREAKS.findLast((edge) => edge <= pixels) ?? 0}`;

/** In words of the API. */
export function setWidth(query: URLSearchParams, from: string): void {
  const at = BREAKS.findIndex((edge) => `${edge}` === from);
  const to = BREAKS[at + 1];
  if (at < 0 || to === undefined) return;
  query.set('viewport_min', from);
  query.set('viewport_max', `${to}`);
}
