import { formatMoment } from '../format.ts';
import { sharedReplay } from '../replays/replay-api.ts';
import { useResource } from '../resource.ts';
import { parameter, pathAfter } from '../state.ts';
import { Mark } from '../ui/mark.tsx';
import { Empty } from '../ui/notice.tsx';
import { Player } from '../ui/player.tsx';
import { ThemeSwitch } from '../ui/theme-switch.tsx';
import type { SharedReplayAnswer } from '../wire.ts';

/** One recording for somebody without an account, as long as its link holds. */
export const SharedReplay = () => {
  const code = pathAfter('/share/');
  const source = sharedReplay(code);
  const { value, error } = useResource(code, () => source.read()).value;
  const replay = value as SharedReplayAnswer | null;
  const at = Number(parameter('at') ?? Number.NaN);
  return (
    <main class="shared">
      <header class="view-head">
        <div class="brand">
          <Mark />
          <h1>{replay ? formatMoment(replay.started_at_ms) : 'A recording'}</h1>
        </div>
        <ThemeSwitch />
      </header>
      {error && (
        <Empty title={error.message}>
          <p>{error.hint}</p>
        </Empty>
      )}
      {replay && (
        <>
          <p class="lead">This link works until {formatMoment(replay.expires_at_ms)}.</p>
          <Player
            replay={replay}
            source={source}
            startAtMs={
              Number.isFinite(at) ? replay.started_at_ms + at * 1_000 : (replay.starts_at_ms ?? replay.started_at_ms)
            }
            linkAt={(second) => `${location.origin}/share/${encodeURIComponent(code)}?at=${second}`}
          />
        </>
      )}
    </main>
  );
};
