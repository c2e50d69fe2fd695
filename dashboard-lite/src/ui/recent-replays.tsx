import type { ReplayItem } from '../wire.ts';
import { Link } from './link.tsx';
import { ReplayRow } from './replay-row.tsx';

const FEW = 5;

/** The newest recordings of what the overview counts. */
export const RecentReplays = ({ items }: { items: readonly ReplayItem[] }) => (
  <section class="panel recent-replays" aria-labelledby="panel-replays">
    <header class="panel-head">
      <h2 id="panel-replays">Newest recordings</h2>
      <Link href="/replays" class="button small quiet">
        All replays
      </Link>
    </header>
    <ol class="replays">
      {items.slice(0, FEW).map((item) => (
        <ReplayRow key={item.session_replay_id} item={item} />
      ))}
    </ol>
  </section>
);
