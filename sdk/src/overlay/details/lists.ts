import type { ComponentChild } from 'preact';
import { h } from 'preact';
import { long, share, short } from '../format.ts';
import type { State } from '../state.ts';

/** Rows beyond this are for the dashboard. */
const MAX_ROWS = 200;

/** How far people came. */
export function depthRows({ answer }: State): ComponentChild {
  const all = Math.max(1, ...(answer?.scroll ?? []).map(({ page_views }) => page_views));
  return h(
    'ul',
    null,
    answer?.scroll.map(({ depth, page_views }) =>
      h(
        'li',
        { class: 'lost' },
        h('span', { class: 'name' }, `${depth} % of the page`),
        h('span', { class: 'count' }, long(page_views)),
        h('span', { class: 'rate' }, share(page_views / all)),
      ),
    ),
  );
}

/** The tray. */
export function lost({ lost: groups }: State): ComponentChild {
  if (!groups.length) return h('p', { class: 'note' }, 'Every click has its element on this page.');
  return [
    h(
      'p',
      { class: 'note' },
      'Clicks whose element is not here today, or not for certain. They are never drawn on a guess.',
    ),
    h(
      'ul',
      null,
      groups
        .slice(0, MAX_ROWS)
        .map(({ text, tag_name, clicks, last_release, last_at_ms }) =>
          h(
            'li',
            { class: 'lost' },
            h(
              'span',
              { class: 'name' },
              text || tag_name,
              h(
                'div',
                { class: 'soft' },
                last_release ? `last in ${last_release}` : '',
                last_at_ms ? ` ${new Date(last_at_ms).toLocaleDateString()}` : '',
              ),
            ),
            h('span', { class: 'count' }, short(clicks)),
          ),
        ),
    ),
  ];
}
