import { expect, it } from 'vitest';
import { areaOf, lineOf, someOf, ticksOf } from './scale.ts';

it('ticks are round, begin at zero and reach the largest value', () => {
  expect(ticksOf(0)).toEqual([0, 1]);
  expect(ticksOf(3)).toEqual([0, 1, 2, 3]);
  expect(ticksOf(97)).toEqual([0, 25, 50, 75, 100]);
  expect(ticksOf(1_234)).toEqual([0, 500, 1_000, 1_500]);
  for (let max = 1; max < 5_000; max += 7) {
    const ticks = ticksOf(max);
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(max);
    expect(ticks.length).toBeLessThanOrEqual(6);
    expect(ticks.every(Number.isInteger)).toBe(true);
  }
});

it('a number that nothing fits over breaks nothing', () => {
  for (const max of [1.7e308, Number.MAX_VALUE, Number.POSITIVE_INFINITY, Number.NaN])
    expect(ticksOf(max).length).toBeLessThanOrEqual(6);
});

it('a line spans its box, and an area closes under it', () => {
  const box = { width: 100, height: 40 };
  expect(lineOf([0, 10, 5], 10, box)).toBe('M0.0 40.0L50.0 0.0L100.0 20.0');
  expect(areaOf([0, 10], 10, box)).toBe('M0.0 40.0L100.0 0.0L100 40L0 40Z');
  expect(areaOf([4], 10, box)).toBe('');
  expect(lineOf([4], 8, box)).toBe('M50.0 20.0');
});

it('labels are thinned out evenly', () => {
  expect(someOf(3, 6)).toEqual([0, 1, 2]);
  expect(someOf(30, 4)).toEqual([0, 10, 19, 29]);
});
