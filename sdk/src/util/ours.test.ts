import { expect, test } from 'vitest';
import { isOurs } from './ours.ts';

const there = { host: 'https://stats.example.com', eventsPath: '/v1/events' };
const here = { host: '', eventsPath: '/stats/e' };
const below = { host: '/u', eventsPath: '/v1/events' };
const at = (path: string) => location.origin + path;

test.each([
  [there, 'https://stats.example.com/v1/events?t=1', true],
  [there, 'https://stats.example.com', true],
  [there, at('/api/cart'), false],
  [here, at('/stats/e?t=1'), true],
  [here, at('/v1/replay?t=1'), true],
  [here, at('/t/extras-1.js'), true],
  [here, at('/api/cart'), false],
  [here, at('/v1/cart'), false],
  [here, 'https://other.example/v1/events', false],
  [below, at('/u/v1/events'), true],
  [below, at('/users'), false],
  [below, at('/u/api'), false],
])('%j, %s: %s', (options, url, expected) => {
  expect(isOurs(url, options)).toBe(expected);
});
