import { h, render } from 'preact';
import { addressOf, fingerprint, isInteractive, targetOf } from '../dom/index.ts';
import type { Options } from '../options.ts';
import type { Resolution } from '../resolver/index.ts';
import type { Stop } from '../util/index.ts';
import type { ClickmapAnswer, ClickmapCompareAnswer, ClickmapComparedElement } from '../wire.ts';
import { createBadges, NEAREST } from './badges.ts';
import { createCanvas } from './canvas.ts';
import type { Door } from './door.ts';
import { queryOf } from './filters.ts';
import { watchPage } from './page-watch.ts';
import { createPlacer } from './placer.ts';
import { createScene } from './scene.ts';
import { createShell, openDialog } from './shell.ts';
import type { Group, Spot } from './spots.ts';
import { gather } from './spots.ts';
import type { State } from './state.ts';
import { createStore } from './state.ts';
import type { PolicyWatch, Trouble } from './trouble.ts';
import { unreachable } from './trouble.ts';
import { isDetailed, view } from './view.ts';

/** Routers change the address without telling anybody but themselves. */
const ROUTE_MS = 300;

/** Names of releases in the answer, the newest first. */
function releasesIn({ elements }: ClickmapAnswer): string[] {
  const latest = new Map<string, number>();
  for (const { last_release, last_at_ms } of elements)
    if (last_release) latest.set(last_release, Math.max(latest.get(last_release) ?? 0, last_at_ms));
  return [...latest].sort(([, one], [, other]) => other - one).map(([release]) => release);
}

export interface Opening {
  options: Options;
  door: Promise<Door>;
  policy: PolicyWatch;
  /** For `diagnose()`. */
  tell(state: string): void;
}

/** Everything the map is made of, wired together. What it returns takes all of it away again. */
export function drawMap({ options, door: opening, policy, tell }: Opening): Stop {
  const shell = createShell();
  const all = document.createElement('div');
  all.id = 'all';
  const layer = document.createElement('div');
  const panel = document.createElement('div');
  all.append(layer, panel);
  shell.root.append(all);

  let door: Door | undefined;
  let asking = new AbortController();
  let groups: readonly Group[] = [];
  let compared: readonly ClickmapComparedElement[] = [];
  let answers: Resolution[] = [];
  const pathNow = () => addressOf(location.href, options.hash).path;

  const draw = (state: State) => {
    render(h('div', null, view(state, actions)), panel);
    scene?.changed();
  };
  let details: Promise<State['details']> | undefined;
  const store = createStore(pathNow(), (state) => {
    if (isDetailed(state))
      details ??= import('./details/index.ts').then(
        (loaded) => {
          shell.dress(loaded.STYLE);
          store.set({ details: loaded });
          return loaded;
        },
        () => void fail(unreachable(options.host)),
      );
    draw(state);
  });
  const fail = (trouble: Trouble) => {
    tell(trouble.text);
    store.set({ trouble, busy: false });
  };

  const badges = createBadges(store.now, (spot) => actions.choose(spot));
  const scene = createScene(layer, [createCanvas(store.now), badges.paint], openDialog);

  const placer = createPlacer({
    reader: { fingerprint, isInteractive, targetOf },
    skip: (element) => element === shell.host,
    met: (root) => watch.include(root),
    done(found) {
      answers = found;
      const placed = gather(groups, answers, isInteractive, compared);
      const { chosen } = store.now();
      scene.show(placed.spots);
      store.set({
        ...placed,
        busy: false,
        chosen: chosen && placed.spots.find(({ elements }) => elements[0] === chosen.elements[0]),
      });
    },
  });

  const load = async () => {
    if (!door) return;
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    const { filters, releases } = store.now();
    const path = pathNow();
    store.set({ busy: true, path });
    try {
      const query = queryOf(filters, path, releases);
      const [answer, both] = await Promise.all([
        door.ask<ClickmapAnswer>('', query, signal),
        filters.compare ? door.ask<ClickmapCompareAnswer>('/compare', query, signal) : undefined,
      ]);
      if (signal.aborted) return;
      compared = both?.elements ?? [];
      groups = (both && (await details)?.groupsOf(compared)) ?? answer.elements;
      const known = releasesIn(answer);
      store.set({ answer, trouble: undefined, releases: known.length > releases.length ? known : releases });
      placer.place(groups.map(({ anchor }) => anchor));
    } catch (reason) {
      if (!signal.aborted) fail(reason as Trouble);
    }
  };

  const actions = {
    store,
    close: () => stop(),
    choose(spot: Spot | undefined) {
      store.set({ chosen: spot, tab: 'elements', small: false });
      if (!spot) return;
      const element = spot.elements[0] as Element;
      element.scrollIntoView(NEAREST);
      void details?.then(() => shell.root.getElementById('chosen')?.focus());
    },
    reload: () => void load(),
    replayUrl: (id: string, atMs: number) => `${options.host}/replays/${encodeURIComponent(id)}?clock=${atMs}`,
  };

  const watch = watchPage(
    shell.host,
    () => {
      if ((openDialog() ?? document.documentElement) !== shell.host.parentNode) shell.raise();
      placer.refresh();
    },
    scene.moved,
    scene.scrolled,
  );
  const routes = setInterval(() => pathNow() !== store.now().path && void load(), ROUTE_MS);
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    const { chosen, small } = store.now();
    if (chosen) {
      actions.choose(undefined);
      badges.focus(chosen);
    } else if (!small) store.set({ small: true });
  };
  all.addEventListener('keydown', leave);

  let over = false;
  const stop: Stop = () => {
    if (over) return;
    over = true;
    asking.abort();
    clearInterval(routes);
    watch.stop();
    placer.stop();
    scene.stop();
    door?.close();
    policy.stop();
    render(null, panel);
    shell.stop();
  };

  draw(store.now());
  opening
    .then((opened) => {
      door = opened;
      door.ended = fail;
      tell('ready');
      if (over) door.close();
      else void load();
    })
    .catch(fail);
  return stop;
}
