import { describe, expect, test } from 'vitest';
import { believed, differenceInterval, differenceP, wilson } from './statistics.ts';

const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 4));

describe('Wilson intervals, as in Newcombe 1998, table I', () => {
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%i of %i', (hits, of, low, high) => {
    expect(wilson({ hits, of })).toEqual(close([low, high]));
  });
  test('never leave 0 to 1', () => {
    expect(wilson({ hits: 5, of: 5 })[1]).toBe(1);
    expect(wilson({ hits: 0, of: 1 })[0]).toBe(0);
  });
});

test('the interval of a difference, as in Newcombe 1998, method 10: 56 of 70 and 48 of 80', () => {
  expect(differenceInterval({ hits: 48, of: 80 }, { hits: 56, of: 70 })).toEqual(close([0.0524, 0.3339]));
});

describe('the p of a difference', () => {
  test('is that of the pooled z test', () => {
    // z = 0.2 / sqrt(0.69333 · 0.30667 · (1/70 + 1/80)) = 2.650
    expect(differenceP({ hits: 48, of: 80 }, { hits: 56, of: 70 })).toBeCloseTo(0.00805, 4);
  });
  test('is 1 where nothing can be told', () => {
    expect(differenceP({ hits: 0, of: 10 }, { hits: 0, of: 20 })).toBe(1);
    expect(differenceP({ hits: 10, of: 10 }, { hits: 20, of: 20 })).toBe(1);
  });
});

describe('what is believed', () => {
  test('is the example of Benjamini and Hochberg 1995: four of fifteen', () => {
    const ps = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
    ];
    expect(believed(ps).filter(Boolean)).toHaveLength(4);
    expect(believed([...ps].reverse()).slice(-4)).toEqual([true, true, true, true]);
  });
  test('is nothing of nothing', () => {
    expect(believed([])).toEqual([]);
    expect(believed([0.5, 0.9])).toEqual([false, false]);
  });
});
