import { expect, test } from 'vitest';
import type { Anchor } from './anchor.ts';
import { anchorKey } from './anchor-key.ts';

const full: Anchor = {
  t: 'button',
  n: 'k3x9',
  x: 'a1',
  h: 'b2',
  a: 'c3',
  i: 'd4',
  c: ['e5', 'f6'],
  s: ['g7'],
  o: [0, 2, 5, 1],
  l: 'de',
};

test('the key of a known anchor never changes: browsers in the wild compute the same', () => {
  expect(anchorKey(full)).toBe('qnuy8p');
  expect(anchorKey({ t: 'a' })).toBe('x6pqr7');
});

test('neighbours and path are no part of it, everything else is', () => {
  expect(anchorKey({ ...full, v: ['x'], w: ['y'], q: 'z', p: 'body>a' })).toBe(anchorKey(full));
  const others = (Object.keys(full) as (keyof Anchor)[]).map((name) =>
    anchorKey({ ...full, [name]: Array.isArray(full[name]) ? [9] : 'other' }),
  );
  expect(new Set([...others, anchorKey(full)]).size).toBe(others.length + 1);
});

test('absent and undefined are the same, and the order of the fields does not matter', () => {
  expect(anchorKey({ t: 'a', n: undefined, o: undefined })).toBe(anchorKey({ t: 'a' }));
  expect(anchorKey(Object.fromEntries(Object.entries(full).reverse()) as unknown as Anchor)).toBe(anchorKey(full));
});

test('a value cannot pass for its neighbour', () => {
  expect(anchorKey({ t: 'a', n: 'b' })).not.toBe(anchorKey({ t: 'a', x: 'b' }));
  expect(anchorKey({ t: 'a', n: '","' })).not.toBe(anchorKey({ t: 'a', n: '', x: '' }));
});
