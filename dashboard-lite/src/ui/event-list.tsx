import type { Signal } from '@preact/signals';
import { useSignal } from '@preact/signals';
import { ApiError } from '../api.ts';
import { feed, paused, readNews, readOlder, trouble } from '../feed.ts';
import { EventRow } from './event-row.tsx';
import { Icon } from './icon.tsx';
import { Link } from './link.tsx';
import { Empty } from './notice.tsx';

const GHOST_ROWS = ['a', 'b', 'c', 'd', 'e', 'f'];

const Loading = () => (
  <ol class="events" aria-busy="true" aria-label="Reading the newest events">
    {GHOST_ROWS.map((row) => (
      <li key={row} class="ghost-row">
        <span class="ghost">00:00:00</span>
        <span class="ghost">Page view</span>
        <span class="ghost">the title of the page that they saw</span>
        <span class="ghost">visitor 000000</span>
      </li>
    ))}
  </ol>
);

/** Rows drawn at once; more on request. */
const ROWS = 100;

const Older = ({ shown }: { shown: Signal<number> }) => {
  const busy = useSignal(false);
  const read = async () => {
    busy.value = true;
    shown.value += ROWS;
    try {
      if ((feed.value?.events.length ?? 0) < shown.value) await readOlder();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      trouble.value = error;
    }
    busy.value = false;
  };
  return (
    <button type="button" class="button" disabled={busy.value} onClick={() => void read()}>
      {busy.value ? 'Reading…' : 'Show older events'}
    </button>
  );
};

const Pause = () => (
  <button
    type="button"
    class="button small"
    aria-pressed={paused.value}
    onClick={() => {
      paused.value = !paused.value;
      if (!paused.value) void readNews().catch(() => undefined);
    }}
  >
    <Icon name={paused.value ? 'play' : 'pause'} />
    {paused.value ? 'Resume' : 'Pause'}
  </button>
);

/** The newest events, growing at the top while somebody looks. */
export const EventList = () => {
  const shown = useSignal(ROWS);
  const known = feed.value;
  return (
    <section class="panel" aria-labelledby="newest">
      <header class="panel-head">
        <h2 id="newest">Newest events</h2>
        <Pause />
      </header>
      {known === null && (trouble.value ? <Empty title="Nothing to show yet" /> : <Loading />)}
      {known?.events.length === 0 && (
        <Empty title="Nobody has walked here yet">
          <p>As soon as a page with your snippet is opened, its first event stands here, within seconds.</p>
          <Link href="/install" class="button primary">
            Put the snippet on a page
          </Link>
        </Empty>
      )}
      {known !== null && known.events.length > 0 && (
        <ol class="events">
          {known.events.slice(0, shown.value).map((event) => (
            <EventRow key={event.event_id} event={event} fresh={known.fresh.has(event.event_id)} />
          ))}
        </ol>
      )}
      {known && (known.cursor || known.events.length > shown.value) && (
        <footer class="panel-foot">
          <Older shown={shown} />
        </footer>
      )}
    </section>
  );
};
