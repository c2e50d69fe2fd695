import type { ReplayAnswer } from '../wire.ts';

/** The page that a tab is on at this moment. */
export function pageAt(
  { tabs, marks }: Pick<ReplayAnswer, 'tabs' | 'marks'>,
  tabId: string,
  at: number,
): string | undefined {
  const segments = tabs.find(({ tab_id }) => tab_id === tabId)?.segments ?? [];
  return marks.findLast(
    ({ kind, at_ms, session_replay_segment_id }) =>
      kind === 'page-view' && at_ms <= at && segments.includes(session_replay_segment_id),
  )?.label;
}
