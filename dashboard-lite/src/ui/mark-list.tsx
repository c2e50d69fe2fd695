import { formatDuration } from '../format.ts';
import type { Playback } from '../replays/playback.ts';
import type { TimelineMark } from '../wire.ts';

const KINDS = new Map<string, string>(
  Object.entries({
    'page-view': 'Page',
    click: 'Click',
    dead: 'Dead click',
    rage: 'Rage click',
    error: 'Error',
    auth: 'Sign-in',
    event: 'Event',
    note: 'Recorder',
    console: 'Console',
    network: 'Request',
  }),
);
const LEAD_MS = 1_000;

/** What happened, in order; each a way to its second. */
export const MarkList = ({ playback, marks }: { playback: Playback; marks: readonly TimelineMark[] }) => {
  const { at, beginMs, seek, detail } = playback;
  /** A page is told a moment before its first picture. */
  const pageShownAt = ({ at_ms, session_replay_segment_id: segment }: TimelineMark) =>
    detail.value.snapshots.find(
      (picture) =>
        picture.session_replay_segment_id === segment && picture.at_ms >= at_ms && picture.at_ms < at_ms + LEAD_MS,
    )?.at_ms ?? at_ms;
  const current = marks.filter(({ at_ms }) => at_ms <= at.value).length - 1;
  return (
    <section class="panel marks" aria-labelledby="marks">
      <header class="panel-head">
        <h2 id="marks">What happened</h2>
      </header>
      {marks.length === 0 && <p class="nothing">Nothing but moving and reading.</p>}
      <ol>
        {marks.map((mark, index) => (
          <li key={`${mark.at_ms} ${index}`}>
            <button
              type="button"
              aria-current={index === current ? 'step' : undefined}
              onClick={() => seek(mark.kind === 'page-view' ? pageShownAt(mark) : mark.at_ms - LEAD_MS)}
            >
              <time>{formatDuration((mark.at_ms - beginMs) / 1_000)}</time>
              <span class={`tag ${['dead', 'rage', 'error'].includes(mark.kind) ? 'worry' : ''}`}>
                {KINDS.get(mark.kind) ?? mark.kind}
              </span>
              <span class="label">{mark.label}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
};
