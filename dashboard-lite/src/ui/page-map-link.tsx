import { useComputed } from '@preact/signals';
import type { Playback } from '../replays/playback.ts';
import type { ReplayAnswer, SharedReplayAnswer } from '../wire.ts';
import { Icon } from './icon.tsx';
import { Link } from './link.tsx';

/** The page that the shown tab is on at this moment. */
function pageAt({ tabs, marks }: ReplayAnswer | SharedReplayAnswer, tabId: string, at: number): string | undefined {
  const segments = tabs.find(({ tab_id }) => tab_id === tabId)?.segments ?? [];
  return marks.findLast(
    ({ kind, at_ms, session_replay_segment_id }) =>
      kind === 'page-view' && at_ms <= at && segments.includes(session_replay_segment_id),
  )?.label;
}

/** From what one person did to what all did: the clickmap of the page that is shown, at about the width of its window. */
export const PageMapLink = ({
  playback,
  replay,
}: {
  playback: Playback;
  replay: ReplayAnswer | SharedReplayAnswer;
}) => {
  const { shown, tracks, at } = playback;
  const page = useComputed(() => pageAt(replay, shown.value, at.value)).value;
  const width = useComputed(() => tracks.find(({ tabId }) => tabId === shown.value)?.width.value ?? 0).value;
  if (!page) return null;
  const query = new URLSearchParams({ page, ...(width > 0 && { width: String(width) }) });
  return (
    <Link href={`/clickmaps/page?${query}`} class="button small">
      <Icon name="click" />
      Clickmap of this page at this width
    </Link>
  );
};
