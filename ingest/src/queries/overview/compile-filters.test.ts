import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileFilters } from './compile-filters.ts';
import { FILTER_FIELDS, FILTER_OPERATORS, parseFilter } from './filter.ts';
import { createPageGroups, isPagePattern } from './page-group.ts';

const filter = fc.record({
  field: fc.constantFrom(...FILTER_FIELDS),
  operator: fc.constantFrom(...FILTER_OPERATORS),
  value: fc.oneof(
    fc.string(),
    fc.constantFrom("' OR 1 = 1 --", "'); DROP TABLE events; --", '{x:String}', '/p/:id', '\\', '*%_'),
  ),
});

/** The text that values may never change: which fields, which operators, and whether a path is a page group. */
const shapeOf = ({ field, operator, value }: { field: string; operator: string; value: string }) =>
  `${field} ${operator} ${field === 'path' && value.includes('/:')}`;

test('no value ever reaches the text of a statement, only its placeholders', () => {
  const texts = new Map<string, string>();
  fc.assert(
    fc.property(fc.array(filter, { maxLength: 6 }), (filters) => {
      const { sql, params } = compileFilters(filters, createPageGroups([]));
      expect(Object.keys(params)).toHaveLength(filters.length);
      const shape = filters.map(shapeOf).join();
      expect(texts.get(shape) ?? sql).toBe(sql);
      texts.set(shape, sql);
      for (const [index, { operator, value }] of filters.entries()) {
        if (operator !== 'matches') expect(params[`filter_${index}`]).toBe(value);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('whatever is read back is what was written', () => {
  fc.assert(
    fc.property(filter, (one) => {
      expect(parseFilter(`${one.field}:${one.operator}:${one.value}`)).toEqual(one);
    }),
  );
});

test.each([
  '',
  'country',
  'country:is',
  'Country:is:DE',
  'country:IS:DE',
  '__proto__:is:x',
  'country:like:x',
  ' country:is:DE',
])('%j is no filter', (text) => {
  expect(parseFilter(text)).toBeUndefined();
});

test('a star stands for anything, and what LIKE knows besides for itself', () => {
  expect(
    compileFilters([{ field: 'path', operator: 'matches', value: '/a_b/100%/*\\' }], createPageGroups([])).params,
  ).toEqual({
    filter_0: '/a\\_b/100\\%/%\\\\',
  });
});

test.each(['/', '/blog/:slug', '/docs/*', '/a/:x/b/', '/a.b+c'])('%s is a pattern', (text) => {
  expect(isPagePattern(text)).toBe(true);
});

test.each(['', 'blog', '/a*', '/*/b', '/a?b', '/:Upper', '/a/:', 'https://x/'])('%j is no pattern', (text) => {
  expect(isPagePattern(text)).toBe(false);
});
