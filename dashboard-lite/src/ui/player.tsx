import { useComputed } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { formatDuration } from '../format.ts';
import { listenToKeys } from '../replays/keys.ts';
import { ALL_TABS, createPlayback, SPEEDS } from '../replays/playback.ts';
import type { ReplaySource } from '../replays/replay-api.ts';
import { isWide } from '../replays/wide.ts';
import type { ReplayAnswer, SharedReplayAnswer } from '../wire.ts';
import { Choice } from './choice.tsx';
import { CopyLink } from './copy-link.tsx';
import { Icon } from './icon.tsx';
import { MarkList } from './mark-list.tsx';
import { Trouble } from './notice.tsx';
import { PageMapLink } from './page-map-link.tsx';
import { Stages } from './stages.tsx';
import { Stored } from './stored.tsx';
import { Timeline } from './timeline.tsx';

const S = 1_000;
const SPEED_OPTIONS = SPEEDS.map((value) => ({ value: String(value), label: `${value}×` }));

interface PlayerProps {
  replay: ReplayAnswer | SharedReplayAnswer;
  source: ReplaySource;
  startAtMs: number;
  /** The address that begins at a second of the replay. */
  linkAt: (second: number) => string;
  /** Somebody who may see the rest of the dashboard. */
  isOwner?: boolean;
}

/** A recording: stage, clock, controls, what happened. Space plays, arrows step, numbers choose the speed. */
export const Player = ({ replay, source, startAtMs, linkAt, isOwner }: PlayerProps) => {
  const playback = useMemo(() => createPlayback({ replay, source, startAtMs }), [replay]);
  useEffect(() => playback.stop, [playback]);
  const { at, beginMs, endMs, playing, speed, skipping, chosen, tracks } = playback;
  const second = useComputed(() => Math.floor((at.value - beginMs) / S));

  useEffect(() => listenToKeys(playback), [playback]);

  return (
    <div class="player">
      {playback.error.value && <Trouble error={playback.error.value} />}
      <section class="panel theatre" aria-label="Recording">
        <Stages playback={playback} />
        <Timeline playback={playback} broken={playback.broken.value} />
        <div class="transport">
          <button
            type="button"
            class="button primary"
            onClick={() => (playing.value ? playback.pause() : playback.play())}
          >
            <Icon name={playing.value ? 'pause' : 'play'} />
            {playing.value ? 'Pause' : 'Play'}
          </button>
          <output class="clock">
            {formatDuration(second.value)} <small>of {formatDuration((endMs.value - beginMs) / S)}</small>
          </output>
          <Choice
            label="Speed"
            options={SPEED_OPTIONS}
            value={String(speed.value)}
            onChoose={(value) => playback.setSpeed(Number(value))}
          />
          <label class="check">
            <input
              type="checkbox"
              checked={skipping.value}
              onChange={(event) => {
                skipping.value = event.currentTarget.checked;
              }}
            />
            Skip idle
          </label>
          {tracks.value.length > 1 && (
            <Choice
              label="Tab"
              options={[
                { value: '', label: 'Follow' },
                ...(isWide.value ? [{ value: ALL_TABS, label: 'Side by side' }] : []),
                ...tracks.value.map(({ tabId }, index) => ({ value: tabId, label: `Tab ${index + 1}` })),
              ]}
              value={chosen.value === ALL_TABS && !isWide.value ? '' : (chosen.value ?? '')}
              onChoose={(value) => {
                chosen.value = value || undefined;
              }}
            />
          )}
          {playback.detail.value.is_live && (
            <button
              type="button"
              class="button small"
              title="This visit still goes on"
              onClick={() => {
                playback.seek(endMs.value);
                playback.play();
              }}
            >
              <Icon name="live" />
              Follow live
            </button>
          )}
          <CopyLink address={linkAt(second.value)} label="Link to this second" />
          {isOwner && <PageMapLink playback={playback} />}
        </div>
      </section>
      <MarkList playback={playback} marks={playback.detail.value.marks} />
      {isOwner && <Stored replay={replay} source={source} />}
    </div>
  );
};
