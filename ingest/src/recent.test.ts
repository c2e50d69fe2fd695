import { expect, test } from 'vitest';
import { createRecent } from './recent.ts';

test('keeps the newest, forgets the rest', () => {
  const recent = createRecent<number, string>(10);
  for (let n = 0; n < 100; n++) recent.set(n, `v${n}`);
  for (let n = 90; n < 100; n++) expect(recent.get(n)).toBe(`v${n}`);
  expect(recent.get(0)).toBeUndefined();
});

test('what is asked for stays', () => {
  const recent = createRecent<number, string>(10);
  recent.set(-1, 'kept');
  for (let n = 0; n < 1_000; n++) {
    recent.set(n, 'x');
    expect(recent.get(-1)).toBe('kept');
  }
});

test('a new value replaces the old one, also after a change of generations', () => {
  const recent = createRecent<string, number>(2);
  recent.set('a', 1);
  recent.set('b', 1);
  recent.set('c', 1);
  recent.set('a', 2);
  expect(recent.get('a')).toBe(2);
});
