import { describe, expect, test } from 'vitest';
import { type Compared, judge } from './compare-change.ts';
import type { Side } from './compare-side.ts';

const side = (clicked: number, more: Partial<Side> = {}): Side => ({
  clicks: clicked,
  unique_clickers: clicked,
  dead: 0,
  clicked_page_views: clicked,
  exposures: 0,
  ...more,
});
const element = (a: Side, b: Side, id = 'x'): Compared => ({ id, a, b });
const changeOf = (a: Side, b: Side, views = { a: 10_000, b: 10_000 }) => judge([element(a, b)], views)[0];

describe('one element', () => {
  test.each([
    ['more', side(500), side(700)],
    ['fewer', side(700), side(500)],
    ['new', side(0), side(60)],
    ['vanished', side(60), side(0)],
    ['steady', side(5_000), side(5_010)],
    ['not-enough-data', side(3), side(6)],
    ['not-enough-data', side(0), side(2)],
    ['not-enough-data', side(30), side(31)],
  ])('%s', (change, a, b) => {
    expect(changeOf(a, b)).toMatchObject({ change, base: 'page_views' });
  });

  test('is measured by the page views that showed it, where both sides tell', () => {
    const shown = changeOf(side(50, { exposures: 100 }), side(50, { exposures: 400 }));
    expect(shown).toMatchObject({
      base: 'exposures',
      change: 'fewer',
      delta: -0.375,
      a: { rate: 0.5 },
      b: { rate: 0.125 },
    });
    expect(changeOf(side(50, { exposures: 100 }), side(50))).toMatchObject({ base: 'page_views' });
  });

  test('of which nobody could see a side says so', () => {
    expect(changeOf(side(0), side(50), { a: 0, b: 100 })).toMatchObject({
      change: 'not-enough-data',
      delta: null,
      interval: null,
      p_value: null,
    });
  });

  test('more clicked page views than shown are all of them', () => {
    expect(changeOf(side(9, { exposures: 5 }), side(9, { exposures: 5 }))).toMatchObject({
      a: { rate: 1 },
      b: { rate: 1 },
    });
  });
});

describe('newly dead', () => {
  test.each([
    [true, side(200), side(200, { dead: 40 })],
    [false, side(200, { dead: 38 }), side(200, { dead: 40 })],
    [false, side(200, { dead: 40 }), side(200)],
    [false, side(5), side(5, { dead: 2 })],
    [false, side(0), side(50, { dead: 50 })],
  ])('%s', (isNewlyDead, a, b) => {
    expect(changeOf(a, b)?.is_newly_dead).toBe(isNewlyDead);
  });
});

test('of two equal weeks of 400 elements nothing is said to have changed', () => {
  let state = 7;
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  const draw = (rate: number) => Array.from({ length: 2_000 }, random).filter((value) => value < rate).length;
  const all = Array.from({ length: 400 }, (_, index) => {
    const rate = 0.005 + (index % 20) / 200;
    return element(side(draw(rate)), side(draw(rate)), String(index));
  });
  const certain = judge(all, { a: 2_000, b: 2_000 }).filter(
    ({ change }) => change !== 'steady' && change !== 'not-enough-data',
  );
  expect(certain.length).toBeLessThanOrEqual(2);
});
