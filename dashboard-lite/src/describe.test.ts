import { expect, test } from 'vitest';
import { kindOf, personOf, shortId, titleOf, worriesOf } from './describe.ts';
import type { RecentEvent } from './wire.ts';

const event = (own: Partial<RecentEvent>): RecentEvent => ({
  event_id: '0199f3a0-0000-7000-8000-000000000001',
  event_type: '$page-view',
  event_at_ms: 1,
  received_at_ms: 2,
  visitor_id: '0199f3a0-1111-7222-8333-4444deadbeef',
  user_id: null,
  is_anonymous: false,
  auth_state: 'anonymous',
  team_id: null,
  session_id: 's',
  tab_id: 't',
  session_replay_segment_id: 'g',
  page_view_id: 'p',
  url: 'https://shop.example/cart',
  path: '/cart',
  browser: '',
  os: '',
  device: '',
  country: '',
  release: null,
  data: {},
  ...own,
});

test.each([
  ['$page-view', { title: 'Your cart' }, 'Your cart'],
  ['$page-view', {}, '/cart'],
  ['$click', { tag_name: 'button', text: 'Pay' }, 'button “Pay”'],
  ['$click', { tag_name: 'A', text: '•••', href: '/pay' }, 'link “/pay”'],
  ['$click', { tag_name: 'button', text: '••• ••' }, 'button'],
  ['$click', { tag_name: 'x-menu' }, '<x-menu>'],
  ['$click', {}, 'element'],
  ['$auth', { from: 'anonymous', to: 'signed-in' }, 'signed in'],
  ['$form-submit', {}, 'form submit'],
  ['bought', { price: 3, gift: false }, 'bought (price: 3, gift: false)'],
])('%s with %o reads %s', (event_type, data, title) => {
  expect(titleOf(event({ event_type, data }))).toBe(title);
});

test('a hostile title stays text of one line', () => {
  expect(titleOf(event({ data: { title: '<img src=x onerror=alert(1)>' } }))).toBe('<img src=x onerror=alert(1)>');
});

test('kinds follow the type; unknown automatic ones are told from custom ones', () => {
  expect(['$click', '$auth', '$scroll', 'bought'].map(kindOf)).toEqual(['click', 'auth', 'other', 'custom']);
});

/** Names that every object knows something by. */
const INHERITED = ['constructor', 'toString', '__proto__', 'hasOwnProperty'];

test.each(INHERITED)('an event, an element or a state called %s is nothing but a name', (name) => {
  expect(kindOf(name)).toBe('custom');
  expect(titleOf(event({ event_type: '$click', data: { tag_name: name } }))).toBe(`<${name.toLowerCase()}>`);
  expect(titleOf(event({ event_type: '$auth', data: { to: name } }))).toBe(`auth (to: ${name})`);
});

test('who it was', () => {
  expect(personOf(event({}))).toEqual({ name: 'visitor adbeef', state: null });
  expect(personOf(event({ auth_state: 'signed-out' })).state).toBe('signed out');
  expect(personOf(event({ auth_state: 'signed-in', user_id: 'anna' }))).toEqual({ name: 'anna', state: 'signed in' });
  expect(personOf(event({ auth_state: 'signed-in', user_id: 'g1', is_anonymous: true })).state).toBe('guest account');
  expect(shortId('short')).toBe('short');
});

test('dead and rage clicks are named, others are not', () => {
  expect(worriesOf(event({ data: { dead: 'no change', rage: 4 } }))).toEqual(['dead click', 'rage × 4']);
  expect(worriesOf(event({ data: { dead: '', rage: 0 } }))).toEqual([]);
});
