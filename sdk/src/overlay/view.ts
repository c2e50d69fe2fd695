import type { ComponentChild } from 'preact';
import { h } from 'preact';
import { share, short, times } from './format.ts';
import type { Spot } from './spots.ts';
import type { Layer, State, Store, Tab } from './state.ts';

/** What the panel may ask for. */
export interface Actions {
  store: Store;
  close(): void;
  choose(spot: Spot | undefined): void;
  reload(): void;
  /** The address of a replay at a moment, on the server: its player begins shortly before. */
  replayUrl(id: string, atMs: number): string;
}

const LAYERS: Record<Layer, string> = { counts: 'Counts', heat: 'Heat', dots: 'Dots', scroll: 'Scroll' };
/** Rows beyond this are for the dashboard. */
const MAX_ROWS = 200;

const button = (label: string, onClick: () => void, sign: string) =>
  h('button', { class: 'icon', 'aria-label': label, title: label, onClick }, sign);

function figures({ answer, spots }: State): ComponentChild {
  if (!answer) return null;
  const { clicks, unique_clickers, page_views } = answer.totals;
  const figure = (value: number, name: string) => h('div', null, h('b', null, short(value)), name);
  return h(
    'div',
    { class: 'figures' },
    figure(clicks, 'clicks'),
    figure(unique_clickers, 'people'),
    figure(page_views, 'page views'),
    figure(spots.length, 'elements'),
  );
}

function elementRow(spot: Spot, { choose }: Actions): ComponentChild {
  return h(
    'li',
    null,
    h(
      'button',
      { onClick: () => choose(spot) },
      h('span', { class: 'name' }, spot.label),
      spot.elements.length > 1 && h('span', { class: 'soft' }, `one of ${spot.elements.length}`),
      spot.dead + spot.rage > spot.clicks / 2 && h('span', { class: 'mark' }, spot.dead < spot.rage ? 'rage' : 'dead'),
      h('span', { class: 'count' }, short(spot.clicks)),
      h('span', { class: 'rate' }, spot.rate === null ? '–' : share(spot.rate)),
    ),
  );
}

function elements(state: State, actions: Actions): ComponentChild {
  if (!state.spots.length && !state.busy) return h('p', { class: 'note' }, 'No clicks with these filters.');
  return h(
    'ul',
    null,
    state.spots.slice(0, MAX_ROWS).map((spot) => elementRow(spot, actions)),
  );
}

function tabs(state: State, { store }: Actions): ComponentChild {
  const missing = state.lost.reduce((sum, { clicks }) => sum + clicks, 0);
  const names: Record<Tab, string> = {
    elements: state.layer === 'scroll' ? 'Depth' : 'Elements',
    lost: `Unplaced ${short(missing)}`,
    filters: 'Filters',
  };
  const step = (event: KeyboardEvent) => {
    const all = Object.keys(names) as Tab[];
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const tab = all[(all.indexOf(state.tab) + by + all.length) % all.length] as Tab;
    store.set({ tab });
    ((event.currentTarget as Element).children[all.indexOf(tab)] as HTMLElement | undefined)?.focus();
  };
  return h(
    'div',
    { role: 'tablist', 'aria-label': 'List', onKeyDown: step },
    Object.entries(names).map(([tab, name]) =>
      h(
        'button',
        {
          role: 'tab',
          id: `tab-${tab}`,
          'aria-selected': tab === state.tab,
          'aria-controls': 'body',
          tabIndex: tab === state.tab ? 0 : -1,
          onClick: () => store.set({ tab: tab as Tab, chosen: undefined }),
        },
        name,
      ),
    ),
  );
}

/** What most people never open is in the other file. */
export function isDetailed({ tab, chosen, layer, filters }: State): boolean {
  return tab !== 'elements' || !!chosen || layer === 'scroll' || layer === 'heat' || !!filters.compare;
}

function body(state: State, actions: Actions): ComponentChild {
  const { tab, chosen, layer, details } = state;
  if (tab === 'elements' && !chosen && layer !== 'scroll') return elements(state, actions);
  if (!details) return null;
  if (chosen) return details.card(chosen, actions);
  if (tab === 'lost') return details.lost(state);
  return tab === 'filters' ? details.filterForm(state, actions) : details.depthRows(state);
}

function said({ trouble, busy, answer, spots, lost: groups }: State): string {
  if (trouble) return trouble.text;
  if (busy || !answer) return 'Reading the map';
  const missing = groups.reduce((sum, { clicks }) => sum + clicks, 0);
  return `${times(answer.totals.clicks, 'click')} on ${times(spots.length, 'element')}, ${times(missing, 'click')} unplaced`;
}

/** The panel: what is drawn, as a list that can be read, walked and heard. */
export function view(state: State, actions: Actions): ComponentChild {
  const { store, close } = actions;
  const status = h('div', { class: 'hidden', role: 'status' }, said(state));
  if (state.small)
    return h(
      'section',
      { class: 'panel small', 'aria-label': 'Clickmap' },
      h(
        'button',
        { onClick: () => store.set({ small: false }) },
        `Clickmap · ${short(state.answer?.totals.clicks ?? 0)}`,
      ),
      button('Close the clickmap', close, '×'),
      status,
    );
  return h(
    'section',
    { class: 'panel', 'aria-label': 'Clickmap' },
    h(
      'header',
      null,
      h('h2', null, 'Clickmap ', h('span', null, state.path)),
      button('Fold', () => store.set({ small: true }), '–'),
      button('Close the clickmap', close, '×'),
    ),
    status,
    state.busy && h('div', { class: 'busy' }),
    state.trouble
      ? h('p', { class: 'trouble' }, state.trouble.text)
      : [
          figures(state),
          h(
            'div',
            { class: 'pick', role: 'group', 'aria-label': 'Layer' },
            Object.entries(LAYERS).map(([layer, name]) =>
              h(
                'button',
                {
                  'aria-pressed': layer === state.layer,
                  onClick: () => store.set({ layer: layer as Layer, chosen: undefined }),
                },
                name,
              ),
            ),
          ),
          tabs(state, actions),
          h(
            'div',
            { class: 'body', id: 'body', role: 'tabpanel', 'aria-labelledby': `tab-${state.tab}` },
            body(state, actions),
          ),
        ],
  );
}
