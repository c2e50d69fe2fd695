import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quote } from './json.ts';

test('plain text is only put into quotes', () => {
  expect(quote('Add to cart')).toBe('"Add to cart"');
  expect(quote('')).toBe('""');
  expect(quote('Zażółć')).toBe('"Zażółć"');
});

test('what JSON escapes is escaped', () => {
  expect(quote('say "hi"\\\n\u0001')).toBe('"say \\"hi\\"\\\\\\n\\u0001"');
});

test('a lone surrogate becomes the replacement character, a pair stays', () => {
  expect(JSON.parse(quote('a\ud800b\udc00c 😀'))).toBe('a\ufffdb\ufffdc 😀');
});

test('NUL is left out', () => {
  expect(JSON.parse(quote('a\u0000b'))).toBe('ab');
});

test('whatever comes in, JSON comes out that holds the same well-formed text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(JSON.parse(quote(text))).toBe(text.replaceAll('\u0000', ''));
    }),
  );
  const units = fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes));
  fc.assert(
    fc.property(units, (text) => {
      const back = JSON.parse(quote(text)) as string;
      expect(Buffer.from(back).toString()).toBe(back);
      expect(back).not.toContain('\u0000');
    }),
  );
});
