import { useEffect, useRef } from 'preact/hooks';
import { now } from '../clock.ts';
import { formatAgo, formatCount, formatFull } from '../format.ts';
import type { PersonKind } from '../people/people-api.ts';
import { readPeople } from '../people/people-api.ts';
import { personAddress } from '../people/person-address.ts';
import { countryName } from '../places.ts';
import { parameter, setParameter } from '../state.ts';
import { Choice } from '../ui/choice.tsx';
import { Frame } from '../ui/frame.tsx';
import { Link } from '../ui/link.tsx';
import { Empty } from '../ui/notice.tsx';
import { PagedList } from '../ui/paged-list.tsx';
import type { PersonRow } from '../wire.ts';

const KINDS = [
  { value: 'user', label: 'With an account' },
  { value: 'visitor', label: 'Browsers without' },
] as const;
/** A pause in typing that means: look now. */
const TYPED_MS = 250;

const Person = ({ person }: { person: PersonRow }) => (
  <li>
    <Link href={personAddress(person.kind, person.id)} class="person">
      <span class="name">
        {person.id}
        {person.is_anonymous && <span class="tag">guest</span>}
      </span>
      <span title={formatFull(person.last_at_ms)}>{formatAgo(person.last_at_ms, now.value)}</span>
      <span>
        {[person.country && countryName(person.country), person.browser, person.device].filter(Boolean).join(' · ')}
      </span>
      <span class="count">{formatCount(person.sessions)}</span>
      <span class="count">{formatCount(person.events)}</span>
    </Link>
  </li>
);

const Head = () => (
  <p class="person head" aria-hidden="true">
    <span>Id</span>
    <span>Last seen</span>
    <span>From</span>
    <span class="count">Sessions</span>
    <span class="count">Events</span>
  </p>
);

const Nobody = ({ kind, search }: { kind: PersonKind; search: string }) => (
  <Empty title={search ? 'Nobody by that name' : 'Nobody yet'}>
    <p>
      {kind === 'user'
        ? 'People appear here once your app says who they are: trodden.identify(id).'
        : 'Every browser with your snippet that never signed in appears here.'}
    </p>
  </Empty>
);

export const People = () => {
  const kind: PersonKind = parameter('kind') === 'visitor' ? 'visitor' : 'user';
  const search = parameter('search') ?? '';
  const timer = useRef(0);
  // Whoever has left is not searched after.
  useEffect(() => () => clearTimeout(timer.current), []);
  const onSearch = (event: Event) => {
    const { value } = event.currentTarget as HTMLInputElement;
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setParameter('search', value || null), TYPED_MS);
  };
  return (
    <Frame
      title="People"
      lead="Whoever walked on your pages, last seen first."
      controls={
        <Choice
          label="Kind of people"
          options={KINDS}
          value={kind}
          onChoose={(value) => setParameter('kind', value === 'user' ? null : value)}
        />
      }
    >
      <section class="panel" aria-label="People">
        <label class="search">
          <span class="unseen">Part of an id</span>
          <input type="search" placeholder="Part of an id" value={search} onInput={onSearch} />
        </label>
        <PagedList
          question={`${kind} ${search}`}
          read={async (cursor) => {
            const { people, next_cursor } = await readPeople(kind, search, cursor);
            return { items: people, next: next_cursor };
          }}
          class="people"
          head={<Head />}
          none={<Nobody kind={kind} search={search} />}
          more="Show more"
        >
          {(person) => <Person key={person.id} person={person} />}
        </PagedList>
      </section>
    </Frame>
  );
};
