import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { access } from './api.ts';
import { startClock } from './clock.ts';
import { startFeed } from './feed.ts';
import { later } from './later.tsx';
import { isOwner, project, refusal, session } from './session.ts';
import { path } from './state.ts';
import { Mark } from './ui/mark.tsx';
import { Trouble } from './ui/notice.tsx';
import { Clickmaps } from './views/clickmaps.tsx';
import { Live } from './views/live.tsx';
import { Missing } from './views/missing.tsx';
import { NotYours, OwnersOnly } from './views/not-yours.tsx';
import { Overview } from './views/overview.tsx';
import { People } from './views/people.tsx';
import { Replays } from './views/replays.tsx';
import { SignIn } from './views/sign-in.tsx';

const SharedReplay = later(async () => (await import('./views/shared-replay.tsx')).SharedReplay);

/** The lists are here at once; what one goes to from there comes when it is asked for. */
const VIEWS: Record<string, ComponentType> = {
  '/overview': Overview,
  '/live': Live,
  '/install': later(async () => (await import('./views/install.tsx')).Install),
  '/clickmaps': Clickmaps,
  '/clickmaps/page': later(async () => (await import('./views/clickmap-page.tsx')).ClickmapPage),
  '/replays': Replays,
  '/replays/': later(async () => (await import('./views/replay.tsx')).Replay),
  '/people': People,
  '/people/': later(async () => (await import('./views/person.tsx')).Person),
  '/sql': later(async () => (await import('./views/sql.tsx')).Sql),
  '/settings': later(async () => (await import('./views/settings.tsx')).Settings),
};
const OWNERS_ONLY = /^\/(install|settings)$/;

/** A view, or the view of one thing in it: `/people` and `/people/…`. */
function viewOf(address: string): ComponentType {
  if (OWNERS_ONLY.test(address) && !isOwner.value) return OwnersOnly;
  if (address === '/sql' && session.value?.can_query !== true) return OwnersOnly;
  return VIEWS[address] ?? VIEWS[address.replace(/^(\/[^/]+\/).+/, '$1')] ?? Missing;
}

const Inside = () => {
  useEffect(startFeed, []);
  useEffect(startClock, []);
  const View = viewOf(path.value);
  return <View />;
};

/** Until the server has said yes or no, nothing is promised. */
const Threshold = () => (
  <main class="threshold">
    <Mark />
    {refusal.value ? <Trouble error={refusal.value} /> : <p class="unseen">Signing in…</p>}
  </main>
);

export const App = () => {
  if (path.value.startsWith('/share/')) return <SharedReplay />;
  if (access.value === 'refused') return <SignIn />;
  if (access.value === 'unknown' || session.value === null) return <Threshold />;
  // Nothing of one project is kept for another.
  return project.value ? <Inside key={project.value.id} /> : <NotYours />;
};
