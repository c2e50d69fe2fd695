import { formatDuration } from '../format.ts';
import type { Broken } from '../replays/broken.ts';
import type { Playback } from '../replays/playback.ts';

interface TimelineProps {
  playback: Playback;
  /** What arrived and cannot be shown. */
  broken: readonly Broken[];
}

const S = 1_000;
/** Under the rail, when each tab was open. */
const [RAIL_REM, LANE_REM, MAX_LANES] = [1.25, 0.25, 8];

/** The whole length: what is here, what is missing, what happened when. The slider under it is what the keyboard holds. */
export const Timeline = ({ playback, broken }: TimelineProps) => {
  const { marks, gaps, tabs } = playback.detail.value;
  const { beginMs, endMs, at, stretch, seek } = playback;
  const length = Math.max(1, endMs.value - beginMs);
  const share = (ms: number) => `${(Math.min(Math.max(ms - beginMs, 0), length) / length) * 100}%`;
  const from = stretch.value.fromMs ?? beginMs;
  const loadedTo = stretch.value.isWhole ? endMs.value : Math.max(from, stretch.value.untilMs);
  return (
    <div class="timeline">
      <div
        class="rail"
        aria-hidden="true"
        style={{ marginBottom: `${tabs.length > 1 ? Math.min(tabs.length, MAX_LANES) * LANE_REM : 0}rem` }}
      >
        <span class="loaded" style={{ left: share(from), width: `calc(${share(loadedTo)} - ${share(from)})` }} />
        <span class="played" style={{ width: share(at.value) }} />
        {tabs.length > 1 &&
          tabs.slice(0, MAX_LANES).map(({ tab_id, first_at_ms, last_at_ms }, index) => (
            <span
              key={tab_id}
              class="lane"
              title={`Tab ${index + 1}`}
              style={{
                top: `${RAIL_REM + index * LANE_REM}rem`,
                left: share(first_at_ms),
                width: `max(3px, calc(${share(last_at_ms)} - ${share(first_at_ms)}))`,
              }}
            />
          ))}
        {gaps.map((gap) => (
          <span
            key={`${gap.session_replay_segment_id} ${gap.from_seq}`}
            class="gap"
            title="Missing: these chunks never arrived"
            style={{ left: share(gap.from_ms), width: `max(3px, calc(${share(gap.to_ms)} - ${share(gap.from_ms)}))` }}
          />
        ))}
        {broken.map(({ from_ms, to_ms }) => (
          <span
            key={`broken ${from_ms}`}
            class="gap broken"
            title="Broken: this cannot be shown"
            style={{ left: share(from_ms), width: `max(3px, calc(${share(to_ms)} - ${share(from_ms)}))` }}
          />
        ))}
        {marks.map((mark, index) => (
          <span
            key={`${mark.at_ms} ${index}`}
            class={`mark-${mark.kind}`}
            title={`${formatDuration((mark.at_ms - beginMs) / S)} ${mark.label}`}
            style={{ left: share(mark.at_ms) }}
          />
        ))}
      </div>
      <input
        type="range"
        aria-label="Position"
        aria-valuetext={formatDuration((at.value - beginMs) / S)}
        min={0}
        max={length}
        step={100}
        value={at.value - beginMs}
        onInput={(event) => seek(beginMs + Number(event.currentTarget.value))}
      />
    </div>
  );
};
