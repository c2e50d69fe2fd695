import type { ComponentChild } from 'preact';
import { h } from 'preact';
import type { Filters } from '../filters.ts';
import { NO_FILTERS, screenAround } from '../filters.ts';
import type { State } from '../state.ts';
import type { Actions } from '../view.ts';

type Choice = [value: string, name: string];

const same = (values: readonly string[]): Choice[] => values.map((value) => [value, value]);

function choices({ answer, releases, filters }: State): [name: keyof Filters, label: string, options: Choice[]][] {
  const [min, max] = screenAround(innerWidth);
  const languages = (answer?.languages ?? []).map(({ value }) => value).filter(Boolean);
  const all: [keyof Filters, string, Choice[]][] = [
    [
      'kind',
      'Clicks',
      [
        ['all', 'All'],
        ['dead', 'Dead'],
        ['rage', 'Rage'],
        ['error', 'Followed by an error'],
      ],
    ],
    [
      'days',
      'Period',
      [
        ['1', 'Today'],
        ['7', '7 days'],
        ['30', '30 days'],
        ['90', '90 days'],
      ],
    ],
    [
      'auth_state',
      'Visitors',
      [
        ['', 'All'],
        ['signed-in', 'Signed in'],
        ['anonymous', 'Anonymous'],
        ['signed-out', 'Signed out'],
      ],
    ],
    [
      'device',
      'Device',
      [
        ['', 'All'],
        ['desktop', 'Desktop'],
        ['mobile', 'Mobile'],
        ['tablet', 'Tablet'],
      ],
    ],
    [
      'screen',
      'Width',
      [
        ['', 'All'],
        ['this', max > 10_000 ? `From ${min} px` : `${min} to ${max} px`],
      ],
    ],
    [
      'compare',
      'Compare',
      [
        ['', 'Off'],
        ['before', 'With the period before'],
        ['auth', 'Anonymous and signed in'],
        ...(releases[1] ? [['release', `${releases[1]} and ${releases[0]}`] as Choice] : []),
      ],
    ],
  ];
  if (releases.length || filters.release) all.push(['release', 'Release', [['', 'All'], ...same(releases)]]);
  if (languages.length > 1) all.push(['language', 'Language', [['', 'All'], ...same(languages)]]);
  return all;
}

/** Native selects: every keyboard, screen reader and phone knows them. */
export function filterForm(state: State, { store, reload }: Actions): ComponentChild {
  const { filters } = state;
  const set = (name: keyof Filters, value: string) => {
    store.set({ filters: { ...filters, [name]: value } });
    reload();
  };
  return h(
    'div',
    { class: 'form' },
    choices(state).map(([name, label, options]) =>
      h(
        'label',
        null,
        label,
        h(
          'select',
          { onChange: (event: Event) => set(name, (event.currentTarget as HTMLSelectElement).value) },
          options.map(([value, text]) => h('option', { value, selected: value === filters[name] }, text)),
        ),
      ),
    ),
    h(
      'button',
      {
        onClick: () => {
          store.set({ filters: NO_FILTERS });
          reload();
        },
      },
      'Clear all',
    ),
  );
}
