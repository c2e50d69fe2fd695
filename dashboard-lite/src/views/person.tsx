import { useSignal } from '@preact/signals';
import { ApiError } from '../api.ts';
import { formatCount, formatDuration, formatMoment, plural } from '../format.ts';
import type { PersonKind } from '../people/people-api.ts';
import { exportAddress, readPerson } from '../people/people-api.ts';
import { personAddress } from '../people/person-address.ts';
import { useResource } from '../resource.ts';
import { isOwner } from '../session.ts';
import { parameter, pathAfter } from '../state.ts';
import { EraseDialog } from '../ui/erase-dialog.tsx';
import { EventRow } from '../ui/event-row.tsx';
import { Frame } from '../ui/frame.tsx';
import { Icon } from '../ui/icon.tsx';
import { Link } from '../ui/link.tsx';
import { Trouble } from '../ui/notice.tsx';
import type { PersonAnswer, PersonSession, RecentEvent } from '../wire.ts';

const Session = ({ session }: { session: PersonSession }) => (
  <li>
    <b>{formatMoment(session.started_at_ms)}</b>
    <span>
      {formatDuration((session.ended_at_ms - session.started_at_ms) / 1_000)} ·{' '}
      {plural(session.page_views, 'page view', 'page views')} · {plural(session.clicks, 'click', 'clicks')}
    </span>
  </li>
);

/** The other ids that this somebody went by. */
const Aliases = ({ person }: { person: PersonAnswer }) => {
  const others: [PersonKind, string[]] = person.kind === 'user' ? ['visitor', person.visitors] : ['user', person.users];
  const [kind, ids] = others;
  if (ids.length === 0) return null;
  return (
    <p class="aliases">
      {kind === 'visitor' ? 'In' : 'Signed in as'}{' '}
      {ids.map((id) => (
        <Link key={id} href={personAddress(kind, id)} class="tag">
          {kind === 'visitor' ? `browser ${id.slice(-6)}` : id}
        </Link>
      ))}
    </p>
  );
};

const Known = ({ person }: { person: PersonAnswer }) => {
  const older = useSignal<RecentEvent[]>([]);
  const cursor = useSignal(person.next_cursor);
  const trouble = useSignal<ApiError | null>(null);
  const readOlder = async () => {
    const asked = cursor.value;
    if (asked === null) return;
    try {
      const page = await readPerson(person.kind, person.id, asked);
      // A double click asks twice.
      if (cursor.value !== asked) return;
      older.value = [...older.value, ...page.events];
      cursor.value = page.next_cursor;
      trouble.value = null;
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      trouble.value = thrown;
    }
  };
  return (
    <>
      <Aliases person={person} />
      <section class="panel" aria-labelledby="sessions">
        <header class="panel-head">
          <h2 id="sessions">Newest sessions</h2>
          <small>
            First seen {formatMoment(person.first_at_ms)}, last {formatMoment(person.last_at_ms)}
          </small>
        </header>
        <ol class="sessions">
          {person.sessions.map((session) => (
            <Session key={session.session_id} session={session} />
          ))}
        </ol>
      </section>
      <section class="panel" aria-labelledby="timeline">
        <header class="panel-head">
          <h2 id="timeline">What they did, newest first</h2>
          <small>{formatCount(person.events.length + older.value.length)} shown</small>
        </header>
        <ol class="events">
          {[...person.events, ...older.value].map((event) => (
            <EventRow key={event.event_id} event={event} fresh={false} />
          ))}
        </ol>
        {trouble.value && <Trouble error={trouble.value} />}
        {cursor.value && (
          <footer class="panel-foot">
            <button type="button" class="button" onClick={() => void readOlder()}>
              Show older events
            </button>
          </footer>
        )}
      </section>
    </>
  );
};

const Somebody = ({ kind, id }: { kind: PersonKind; id: string }) => {
  const { value, error } = useResource(`${kind} ${id}`, () => readPerson(kind, id)).value;
  return (
    <Frame
      title={kind === 'user' ? id : `Browser ${id.slice(-6)}`}
      lead={
        <Link href={kind === 'user' ? '/people' : '/people?kind=visitor'} class="back">
          <Icon name="back" /> All people
        </Link>
      }
      controls={
        isOwner.value && (
          <div class="actions">
            <a class="button" href={exportAddress(kind, id)} download>
              <Icon name="save" />
              Export everything
            </a>
            <EraseDialog kind={kind} id={id} />
          </div>
        )
      }
    >
      {error && <Trouble error={error} />}
      {value ? <Known person={value} /> : !error && <div class="chart-ghost" aria-busy="true" />}
    </Frame>
  );
};

/** Somebody else is another page: nothing of one person is kept for another. */
export const Person = () => {
  const id = pathAfter('/people/');
  const kind: PersonKind = parameter('kind') === 'visitor' ? 'visitor' : 'user';
  return <Somebody key={`${kind} ${id}`} kind={kind} id={id} />;
};
