import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { isOwner, session } from '../session.ts';
import { path } from '../state.ts';
import type { IconName } from './icon.tsx';
import { Icon } from './icon.tsx';
import { Link } from './link.tsx';

interface Place {
  href: string;
  label: string;
  icon: IconName;
}

const FIRST: readonly Place[] = [
  { href: '/overview', label: 'Overview', icon: 'overview' },
  { href: '/live', label: 'Live', icon: 'live' },
  { href: '/clickmaps', label: 'Clickmaps', icon: 'click' },
  { href: '/replays', label: 'Replays', icon: 'replay' },
];
const PEOPLE: Place = { href: '/people', label: 'People', icon: 'people' };
const SQL: Place = { href: '/sql', label: 'SQL', icon: 'sql' };
const OWNERS: readonly Place[] = [
  { href: '/install', label: 'Install', icon: 'install' },
  { href: '/settings', label: 'Settings', icon: 'settings' },
];

const isHere = ({ href }: Place) => path.value === href || path.value.startsWith(`${href}/`);

const PlaceLink = ({ place }: { place: Place }) => (
  <Link href={place.href} current={isHere(place)}>
    <Icon name={place.icon} />
    <span>{place.label}</span>
  </Link>
);

/** Where one can go. A phone's bar holds four places; the others wait behind a button. */
export const Places = () => {
  const open = useSignal(false);
  const button = useRef<HTMLButtonElement>(null);
  const others = [PEOPLE, ...(session.value?.can_query ? [SQL] : []), ...(isOwner.value ? OWNERS : [])];
  useEffect(() => {
    open.value = false;
  }, [path.value]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open.value) return;
    open.value = false;
    button.current?.focus();
  };
  return (
    <nav aria-label="Views" onKeyDown={onKeyDown}>
      {FIRST.map((place) => (
        <PlaceLink key={place.href} place={place} />
      ))}
      <button
        ref={button}
        type="button"
        class={`more-button ${others.some(isHere) ? 'here' : ''}`}
        aria-expanded={open.value}
        aria-controls="more-places"
        onClick={() => {
          open.value = !open.value;
        }}
      >
        <Icon name="more" />
        <span>More</span>
      </button>
      <div id="more-places" class={open.value ? 'open' : undefined}>
        {others.map((place) => (
          <PlaceLink key={place.href} place={place} />
        ))}
      </div>
    </nav>
  );
};
