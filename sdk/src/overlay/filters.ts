/** What is asked for. Empty means all. */
export interface Filters {
  days: string;
  device: string;
  screen: string;
  auth_state: string;
  release: string;
  language: string;
  kind: string;
  compare: string;
}

export const NO_FILTERS: Filters = {
  days: '30',
  device: '',
  screen: '',
  auth_state: '',
  release: '',
  language: '',
  kind: 'all',
  compare: '',
};

const DAY_MS = 86_400_000;
/** Where layouts usually change, CSS pixels. */
const BREAKS = [0, 480, 768, 1024, 1440, 65_535];

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** The widths that this page, at its width now, most likely shares a layout with. */
export function screenAround(width: number): [min: number, max: number] {
  const above = BREAKS.findIndex((edge) => edge > width);
  return [BREAKS[above - 1] ?? 0, BREAKS[above] ?? width + 1];
}

/** Whole days of UTC, today included. */
function rangeOf(days: number, now: number): [from: string, to: string] {
  return [dayOf(now - (days - 1) * DAY_MS), dayOf(now + DAY_MS)];
}

/** The question about `path`. In a comparison the side of the past, or without sign-in, comes first. */
export function queryOf(
  filters: Filters,
  path: string,
  releases: readonly string[],
  now = Date.now(),
): URLSearchParams {
  const { days, device, screen, auth_state, release, language, kind, compare } = filters;
  const length = Number(days);
  const [from, to] = rangeOf(length, now);
  const query = new URLSearchParams({ path, from, to, tz: 'UTC', kind });
  const more: Record<string, string> = { device, auth_state, release, language };
  if (screen) {
    const [min, max] = screenAround(innerWidth);
    Object.assign(more, { viewport_min: `${min}`, viewport_max: `${max}` });
  }
  if (compare === 'before') {
    const [earlier] = rangeOf(length, now - length * DAY_MS);
    Object.assign(more, { from: earlier, to: from, b_from: from, b_to: to });
  }
  if (compare === 'auth') Object.assign(more, { auth_state: 'anonymous', b_auth_state: 'signed-in' });
  if (compare === 'release') Object.assign(more, { release: releases[1] ?? '', b_release: releases[0] ?? '' });
  for (const [name, value] of Object.entries(more)) if (value) query.set(name, value);
  return query;
}
