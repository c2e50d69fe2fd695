import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSeenTable } from './seen-table.ts';

const keys = fc.uniqueArray(fc.uint32Array({ minLength: 4, maxLength: 4 }), {
  minLength: 1,
  maxLength: 600,
  selector: (key) => key.join(),
});

test('holds exactly what was added, at any seed and load', () => {
  fc.assert(
    fc.property(keys, fc.nat(), fc.nat(), (all, a, b) => {
      const table = createSeenTable(10, { a, b });
      const half = all.slice(0, all.length / 2 + 1);
      for (const [n, key] of half.entries()) table.add(key, { accepted: n, rejections: new Uint8Array(n % 7).fill(n) });
      expect(table.count).toBe(half.length);
      half.forEach((key, n) => {
        const found = table.find(key);
        expect(found?.accepted).toBe(n);
        expect([...(found?.rejections ?? [])]).toEqual(Array(n % 7).fill(n & 0xff));
      });
      for (const key of all.slice(half.length)) expect(table.find(key)).toBeUndefined();
    }),
    { numRuns: 50 },
  );
});

test('the first ack is the one that stays', () => {
  const table = createSeenTable(4, { a: 1, b: 2 });
  const key = Uint32Array.of(1, 2, 3, 4);
  table.add(key, { accepted: 5, rejections: new Uint8Array(0) });
  table.add(key, { accepted: 6, rejections: new Uint8Array(0) });
  expect(table.find(key)?.accepted).toBe(5);
  expect(table.count).toBe(1);
});
