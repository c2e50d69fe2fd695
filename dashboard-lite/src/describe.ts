import type { RecentEvent } from './wire.ts';

export type Kind = 'page-view' | 'click' | 'auth' | 'custom' | 'other';

export const KIND_LABELS: Record<Kind, string> = {
  'page-view': 'Page view',
  click: 'Click',
  auth: 'Sign-in',
  custom: 'Custom',
  other: 'Automatic',
};

/** A map, as all that are asked by a stranger's words: every object knows something by `constructor`. */
const KINDS = new Map<string, Kind>(Object.entries({ '$page-view': 'page-view', $click: 'click', $auth: 'auth' }));

export const kindOf = (type: string): Kind => KINDS.get(type) ?? (type.startsWith('$') ? 'other' : 'custom');

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Masked text is all dots or asterisks: it says nothing, so the tag speaks instead. */
const readable = (value: string) => (/[\p{L}\p{N}]/u.test(value) ? value : '');

const TAGS = new Map<string, string>(
  Object.entries({
    a: 'link',
    button: 'button',
    input: 'field',
    select: 'choice',
    summary: 'fold-out',
    label: 'label',
    th: 'column',
    img: 'image',
    svg: 'image',
    h1: 'heading',
    h2: 'heading',
    p: 'text',
  }),
);

function clickTitle(data: RecentEvent['data']): string {
  const tag = text(data.tag_name).toLowerCase();
  const thing = TAGS.get(tag) ?? (tag ? `<${tag}>` : 'element');
  const name = readable(text(data.text)) || text(data.href);
  return name ? `${thing} “${name}”` : thing;
}

const AUTH_TITLES = new Map<string, string>(
  Object.entries({
    'signed-in': 'signed in',
    'signed-out': 'signed out',
    anonymous: 'became anonymous',
  }),
);

function flatTitle(event: RecentEvent): string {
  const shown = Object.entries(event.data)
    .slice(0, 3)
    .map(([key, value]) => `${key}: ${String(value)}`);
  const name = event.event_type.replace(/^\$/, '').replaceAll('-', ' ');
  return shown.length > 0 ? `${name} (${shown.join(', ')})` : name;
}

/** One line that a person reads: what happened, without saying where or who. */
export function titleOf(event: RecentEvent): string {
  switch (kindOf(event.event_type)) {
    case 'page-view':
      return text(event.data.title) || event.path || event.url;
    case 'click':
      return clickTitle(event.data);
    case 'auth':
      return AUTH_TITLES.get(text(event.data.to)) ?? flatTitle(event);
    default:
      return flatTitle(event);
  }
}

export interface Person {
  name: string;
  /** Null where the name says it already. */
  state: 'signed in' | 'guest account' | 'signed out' | null;
}

const SHORT_ID_LENGTH = 6;

/** Random ids differ at their end: a v7 UUID begins with the time. */
export const shortId = (id: string) => id.replaceAll('-', '').slice(-SHORT_ID_LENGTH);

export function personOf(event: RecentEvent): Person {
  if (event.auth_state === 'signed-in' && event.user_id)
    return { name: event.user_id, state: event.is_anonymous ? 'guest account' : 'signed in' };
  return {
    name: `visitor ${shortId(event.visitor_id)}`,
    state: event.auth_state === 'signed-out' ? 'signed out' : null,
  };
}

/** Why a click deserves a second look; empty for most. */
export function worriesOf(event: RecentEvent): string[] {
  const rage = event.data.rage;
  return [
    ...(text(event.data.dead) ? ['dead click'] : []),
    ...(typeof rage === 'number' && rage > 1 ? [`rage × ${rage}`] : []),
  ];
}
