import { useComputed } from '@preact/signals';
import { pageAt } from '../replays/page-at.ts';
import type { Playback } from '../replays/playback.ts';
import type { Track } from '../replays/track.ts';
import { Stage } from './stage.tsx';

/** One tab among all: what it shows, and the way to see it alone. */
const Caption = ({ playback, track, name }: { playback: Playback; track: Track; name: string }) => {
  const { at, chosen, detail } = playback;
  const page = useComputed(() => pageAt(detail.value, track.tabId, at.value)).value;
  const state = useComputed(() => {
    const tab = detail.value.tabs.find(({ tab_id }) => tab_id === track.tabId);
    if (!tab || at.value < tab.first_at_ms) return 'not open yet';
    return at.value > tab.last_at_ms && !detail.value.is_live ? 'nothing more' : '';
  }).value;
  return (
    <figcaption class="seat-head">
      <button
        type="button"
        class="seat-name"
        title={`Show ${name} alone`}
        onClick={() => {
          chosen.value = track.tabId;
        }}
      >
        {name}
      </button>
      <span class="seat-page">{state || page}</span>
    </figcaption>
  );
};

/** The stages of all tabs, one on top or all beside each other. They stay where they are in the document: a moved one would begin anew. */
export const Stages = ({ playback }: { playback: Playback }) => {
  const { tracks, shown, together } = playback;
  return (
    <div class={together.value ? 'stages together' : 'stages'}>
      {tracks.value.map((track, index) => {
        const name = `Tab ${index + 1}`;
        const isShown = track.tabId === shown.value;
        return (
          <figure
            key={track.tabId}
            class="seat"
            aria-label={together.value ? name : undefined}
            aria-current={together.value && isShown ? 'true' : undefined}
          >
            <Stage
              track={track}
              hidden={!together.value && !isShown}
              title={`Recording of tab ${index + 1}`}
              onFault={playback.noteBroken}
            />
            {together.value && <Caption playback={playback} track={track} name={name} />}
          </figure>
        );
      })}
    </div>
  );
};
