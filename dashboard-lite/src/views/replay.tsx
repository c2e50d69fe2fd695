import { clickmapAddress } from '../clickmaps/clickmap-address.ts';
import { formatMoment } from '../format.ts';
import { personAddress } from '../people/person-address.ts';
import { countryName } from '../places.ts';
import { ownReplay, removeReplay } from '../replays/replay-api.ts';
import { useResource } from '../resource.ts';
import { isOwner } from '../session.ts';
import { go, here, parameter, pathAfter } from '../state.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Frame } from '../ui/frame.tsx';
import { Icon } from '../ui/icon.tsx';
import { Link } from '../ui/link.tsx';
import { Trouble } from '../ui/notice.tsx';
import { Player } from '../ui/player.tsx';
import { ShareDialog } from '../ui/share-dialog.tsx';
import type { ReplayAnswer } from '../wire.ts';

/** A moment of a click opens shortly before it: one wants to see how they came there. */
const LEAD_MS = 3_000;
const S = 1_000;

/** `at` counts seconds from the beginning, `clock` is a time of day that a click row knows. */
function startOf(replay: ReplayAnswer): number {
  const [at, clock] = [Number(parameter('at') ?? Number.NaN), Number(parameter('clock') ?? Number.NaN)];
  if (Number.isFinite(at)) return replay.started_at_ms + at * S;
  return Number.isFinite(clock) ? clock - LEAD_MS : replay.started_at_ms;
}

const Facts = ({ replay }: { replay: ReplayAnswer }) => (
  <p class="aliases">
    <Link
      href={replay.user_id ? personAddress('user', replay.user_id) : personAddress('visitor', replay.visitor_id)}
      class="tag"
    >
      {replay.user_id ?? `visitor ${replay.visitor_id.slice(-6)}`}
    </Link>
    {replay.paths.slice(0, 4).map((page) => (
      <Link key={page} href={clickmapAddress(page)} class="tag">
        clickmap of {page}
      </Link>
    ))}
    <span>
      {[replay.country && countryName(replay.country), replay.browser, replay.os, replay.device, replay.release]
        .filter(Boolean)
        .join(' · ')}
    </span>
    {replay.gaps.length > 0 && <span class="tag worry">{replay.gaps.length} gaps: chunks that never arrived</span>}
    {replay.notes.map((note) => (
      <span key={note} class="tag">
        recorder: {note}
      </span>
    ))}
  </p>
);

export const Replay = () => {
  const id = pathAfter('/replays/');
  const source = ownReplay(id);
  const { value, error } = useResource(id, () => source.read()).value;
  const replay = value as ReplayAnswer | null;
  return (
    <Frame
      title={replay ? formatMoment(replay.started_at_ms) : 'Replay'}
      lead={
        <Link href="/replays" class="back">
          <Icon name="back" /> All replays
        </Link>
      }
      controls={
        replay &&
        isOwner.value && (
          <div class="actions">
            <ConfirmDialog
              ask="Delete…"
              title="Delete this recording"
              act="Delete"
              work={async () => {
                await removeReplay(id);
                go('/replays');
              }}
            >
              <p>It is removed from the disk, and the links to it end. Clicks and page views stay counted.</p>
            </ConfirmDialog>
            <ShareDialog id={id} />
          </div>
        )
      }
    >
      {error && <Trouble error={error} />}
      {replay && <Facts replay={replay} />}
      {replay ? (
        <Player
          key={id}
          isOwner
          replay={replay}
          source={source}
          startAtMs={startOf(replay)}
          linkAt={(second) => location.origin + here(`/replays/${encodeURIComponent(id)}?at=${second}`)}
        />
      ) : (
        !error && <div class="chart-ghost" aria-busy="true" />
      )}
    </Frame>
  );
};
