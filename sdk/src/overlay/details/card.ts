import type { ComponentChild } from 'preact';
import { h } from 'preact';
import { long, share, times } from '../format.ts';
import type { Spot } from '../spots.ts';
import type { Actions } from '../view.ts';

const MAX_REPLAYS = 8;
const CHANGES: Record<string, string> = {
  more: 'More than before',
  fewer: 'Fewer than before',
  steady: 'As before',
  new: 'New',
  vanished: 'Vanished',
  'not-enough-data': 'Not enough data to tell',
};

/** 95 %. */
const Z = 1.96;

/** Wilson's interval: holds for few cases and near 0 and 1. */
function wilson(hits: number, of: number): [low: number, high: number] {
  const share = hits / of;
  const middle = share + Z ** 2 / (2 * of);
  const reach = Z * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  const whole = 1 + Z ** 2 / of;
  return [Math.max(0, (middle - reach) / whole), Math.min(1, (middle + reach) / whole)];
}

const points = (value: number): string => `${value < 0 ? '−' : '+'}${(Math.abs(value) * 100).toFixed(1)} points`;

/** What a dead click did not do, as it was recorded: `no-change:1000`. */
function reason(text: string): string {
  const [what, ms] = text.split(':');
  return `${(what ?? '').replace(/-/g, ' ')}${ms ? ` within ${ms} ms` : ''}`;
}

function facts(spot: Spot): [name: string, value: ComponentChild][] {
  const {
    clicks,
    people,
    peopleAtLeast,
    rate,
    exposures,
    clickedViews,
    dead,
    rage,
    errors,
    reasons,
    elements,
    compared,
  } = spot;
  const list: [string, ComponentChild][] = [
    ['Clicks', long(clicks)],
    ['People', `${peopleAtLeast ? 'at least ' : ''}${long(people)}`],
  ];
  if (rate !== null) {
    const [low, high] = wilson(Math.min(clickedViews, exposures), exposures);
    list.push(
      ['Clicks ÷ seen', `${share(rate)} of ${times(exposures, 'view')}`],
      ['Clicked at all', `${share(low)} to ${share(high)} of views, 95 % sure`],
    );
  }
  if (dead)
    list.push([
      'Dead',
      [long(dead), ...reasons.map(([text, of]) => h('div', { class: 'soft' }, `${of} × ${reason(text)}`))],
    ]);
  if (rage) list.push(['Rage', long(rage)]);
  if (errors) list.push(['Error after it', long(errors)]);
  if (compared) {
    const { change, delta, interval: between, a, b, is_newly_dead } = compared;
    list.push([
      'Compared',
      `${CHANGES[change] ?? change}${is_newly_dead ? ', newly dead' : ''}: ${long(a.clicks)} → ${long(b.clicks)}`,
    ]);
    if (delta !== null && between)
      list.push(['Difference', `${points(delta)} (${points(between[0])} to ${points(between[1])})`]);
  }
  list.push([
    'Found by',
    elements.length > 1 ? `one of ${elements.length} that look alike` : `own marks, ${share(spot.confidence)} sure`,
  ]);
  return list;
}

/** Everything about one element. */
export function card(spot: Spot, { choose, replayUrl }: Actions): ComponentChild {
  const { replays } = spot;
  return h(
    'div',
    { class: 'card', role: 'region', 'aria-label': 'Chosen element' },
    h('button', { onClick: () => choose(undefined) }, '← All elements'),
    h('h3', { id: 'chosen', tabIndex: -1 }, spot.label),
    h(
      'dl',
      null,
      facts(spot).flatMap(([name, value]) => [h('dt', null, name), h('dd', null, value)]),
    ),
    replays.length
      ? [
          h('div', { class: 'soft' }, `Watch the replays (${replays.length})`),
          replays
            .slice(0, MAX_REPLAYS)
            .map(({ session_replay_id, at_ms }) =>
              h(
                'a',
                { href: replayUrl(session_replay_id, at_ms), target: '_blank', rel: 'noopener' },
                new Date(at_ms).toLocaleString(),
              ),
            ),
        ]
      : h('div', { class: 'soft' }, 'No replay of a click on it is kept.'),
  );
}
