import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { access } from './api.ts';
import { startClock } from './clock.ts';
import { startFeed } from './feed.ts';
import { refusal } from './session.ts';
import { path } from './state.ts';
import { Mark } from './ui/mark.tsx';
import { Trouble } from './ui/notice.tsx';
import { ClickmapPage } from './views/clickmap-page.tsx';
import { Clickmaps } from './views/clickmaps.tsx';
import { Install } from './views/install.tsx';
import { Live } from './views/live.tsx';
import { Missing } from './views/missing.tsx';
import { Overview } from './views/overview.tsx';
import { People } from './views/people.tsx';
import { Person } from './views/person.tsx';
import { Replay } from './views/replay.tsx';
import { Replays } from './views/replays.tsx';
import { SharedReplay } from './views/shared-replay.tsx';
import { SignIn } from './views/sign-in.tsx';
import { Sql } from './views/sql.tsx';

const VIEWS: Record<string, ComponentType> = {
  '/overview': Overview,
  '/live': Live,
  '/install': Install,
  '/clickmaps': Clickmaps,
  '/clickmaps/page': ClickmapPage,
  '/replays': Replays,
  '/replays/': Replay,
  '/people': People,
  '/people/': Person,
  '/sql': Sql,
};

/** A view, or the view of one thing in it: `/people` and `/people/…`. */
const viewOf = (address: string) => VIEWS[address] ?? VIEWS[address.replace(/^(\/[^/]+\/).+/, '$1')] ?? Missing;

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
  if (access.value === 'granted') return <Inside />;
  if (access.value === 'refused') return <SignIn />;
  return <Threshold />;
};
