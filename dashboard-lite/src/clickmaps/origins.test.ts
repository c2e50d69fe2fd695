import { afterEach, expect, test } from 'vitest';
import { feed } from '../feed.ts';
import type { RecentEvent } from '../wire.ts';
import { originOf } from './origins.ts';

const seen = (...events: [path: string, url: string][]) => {
  feed.value = {
    events: events.map(([path, url]) => ({ path, url }) as RecentEvent),
    cursor: null,
    asOf: 0,
    fresh: new Set(),
  };
};

afterEach(() => {
  feed.value = null;
});

test('the site where the page was seen last, else where any was', () => {
  seen(['/other', 'https://new.example/other'], ['/page', 'https://shop.example/page']);
  expect(originOf('/page')).toBe('https://shop.example');
  expect(originOf('/never-seen')).toBe('https://new.example');
  seen();
  expect(originOf('/page')).toBe('');
});

test.each(['', 'nonsense', 'http://[', 'data:text/html,x', 'javascript:alert(1)'])('%o is no site', (url) => {
  seen(['/page', url], ['/page', 'https://shop.example/page']);
  expect(originOf('/page')).toBe('https://shop.example');
  seen(['/page', url]);
  expect(originOf('/page')).toBe('');
});
