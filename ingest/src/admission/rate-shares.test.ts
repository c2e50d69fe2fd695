import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRateShares, shareOf } from './rate-shares.ts';

test('a server alone has everything, idle ones share evenly', () => {
  expect(shareOf([], 'a', 'shop')).toBe(1);
  expect(shareOf([{ server: 'a', asked: { shop: 7 } }], 'a', 'shop')).toBe(1);
  const idle = ['a', 'b', 'c', 'd'].map((server) => ({ server, asked: { other: 5 } }));
  expect(shareOf(idle, 'c', 'shop')).toBe(0.25);
});

test('whoever is asked nearly everything has nearly everything, and the others have something at once', () => {
  const signs = [
    { server: 'a', asked: { shop: 90 } },
    { server: 'b', asked: {} },
  ];
  expect(shareOf(signs, 'a', 'shop')).toBeCloseTo(0.9);
  expect(shareOf(signs, 'b', 'shop')).toBeCloseTo(0.1);
});

test('whatever was asked where, together they give away the rate once', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(100_000), { minLength: 1, maxLength: 20 }), (asked) => {
      const signs = asked.map((shop, n) => ({ server: `s${n}`, asked: { shop } }));
      const sum = signs.reduce((total, { server }) => total + shareOf(signs, server, 'shop'), 0);
      expect(sum).toBeCloseTo(1);
    }),
  );
});

test('what was asked is told once, refused or not', () => {
  const shares = createRateShares('a');
  for (let n = 0; n < 3; n++) expect(shares.ask('shop')).toBe(1);
  expect([shares.takeAsked(), shares.takeAsked()]).toEqual([{ shop: 3 }, {}]);
  shares.hear([
    { server: 'a', asked: { shop: 3 } },
    { server: 'b', asked: { shop: 1 } },
  ]);
  expect([shares.servers(), shares.ask('shop')]).toEqual([2, 0.1 + 0.8 * 0.75]);
});
