import { useComputed } from '@preact/signals';
import { pageAt } from '../replays/page-at.ts';
import type { Playback } from '../replays/playback.ts';
import { Icon } from './icon.tsx';
import { Link } from './link.tsx';

/** From what one person did to what all did: the clickmap of the page that is shown, at about the width of its window. */
export const PageMapLink = ({ playback }: { playback: Playback }) => {
  const { detail, shown, tracks, at } = playback;
  const page = useComputed(() => pageAt(detail.value, shown.value, at.value)).value;
  const width = useComputed(() => tracks.value.find(({ tabId }) => tabId === shown.value)?.width.value ?? 0).value;
  if (!page) return null;
  const query = new URLSearchParams({ page, ...(width > 0 && { width: String(width) }) });
  return (
    <Link href={`/clickmaps/page?${query}`} class="button small">
      <Icon name="click" />
      Clickmap of this page at this width
    </Link>
  );
};
