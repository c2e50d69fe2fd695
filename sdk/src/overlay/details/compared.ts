import type { ClickmapComparedElement } from '../../wire.ts';
import type { Group } from '../spots.ts';

/** How one side of a comparison becomes something to place. */
const groupOf = ({ keys, anchor, tag_name, text, b }: ClickmapComparedElement): Group => ({
  key: keys[0] ?? '',
  anchor,
  tag_name,
  text,
  clicks: b.clicks,
  unique_clickers: b.unique_clickers,
  dead: b.dead,
  exposures: b.exposures,
  clicked_page_views: b.clicked_page_views,
});

export const groupsOf = (compared: readonly ClickmapComparedElement[]): Group[] => compared.map(groupOf);

/** On a badge. */
export function changeText({ change, delta }: ClickmapComparedElement): string {
  if (change === 'not-enough-data') return '?';
  if (change === 'new' || change === 'vanished') return change;
  const points = delta === null ? '' : ` ${(Math.abs(delta) * 100).toFixed(1)}`;
  return change === 'steady' ? '=' : `${change === 'more' ? '▲' : '▼'}${points}`;
}
