import { beforeEach, expect, test } from 'vitest';
import { go, parameter, path, pathAfter, setParameter, takeCode } from './state.ts';

beforeEach(() => go('/overview'));

test.each(['/#code=once', '/?code=once', '/install?with=npm&code=once'])('the code of %s is taken out', (href) => {
  go(href);
  expect(takeCode()).toBe('once');
  expect(location.href).not.toContain('once');
  expect(takeCode()).toBeNull();
});

test('the rest of the address stays when the code goes', () => {
  go('/install?with=npm#code=once');
  takeCode();
  expect([path.value, parameter('with'), location.hash]).toEqual(['/install', 'npm', '']);
});

test('the front door is the overview', () => {
  go('/');
  expect(path.value).toBe('/overview');
});

test('a parameter is in the address, and its default is not', () => {
  setParameter('range', '7d');
  expect(location.search).toBe('?range=7d');
  expect(parameter('range')).toBe('7d');
  setParameter('range', null);
  expect(location.search).toBe('');
});

test.each([
  ['/people/anna%40example.org', 'anna@example.org'],
  ['/people/%', '%'],
  ['/people/100%25', '100%'],
  ['/people/%E0%A4%A', '%E0%A4%A'],
])('%s is about %s', (href, id) => {
  go(href);
  expect(pathAfter('/people/')).toBe(id);
});
