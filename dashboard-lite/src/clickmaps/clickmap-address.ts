import { parameter } from '../state.ts';

/** The map of one page or page group, over the same time. */
export function clickmapAddress(page: string): string {
  const query = new URLSearchParams({ [page.includes('/:') ? 'group' : 'page']: page });
  for (const name of ['range', 'from', 'to']) {
    const value = parameter(name);
    if (value) query.set(name, value);
  }
  return `/clickmaps/page?${query}`;
}
