import { expect, test } from 'vitest';
import { dateOf, RANGES, rangeAt, rangeNamed, rangeOfDates } from './range.ts';

const HOUR_MS = 3_600_000;
const NOW = new Date(2026, 4, 14, 15, 30).getTime();
const at = (day: number, hour = 0, minute = 0) => new Date(2026, 4, day, hour, minute).getTime();

test('today begins at midnight here and is held against yesterday until this minute', () => {
  const { from, before } = rangeAt('today', NOW);
  expect(from).toBe(at(14));
  expect(before).toEqual({ from: at(13), to: at(13, 15, 30) });
});

test('24 hours are whole hours up to this one, held against the same stretch a day ago', () => {
  const { from, to, before, pieces } = rangeAt('24h', NOW);
  expect([from, to, pieces]).toEqual([at(13, 16), at(14, 16), 'hours']);
  expect(before).toEqual({ from: at(12, 16), to: NOW - 24 * HOUR_MS });
});

test('seven days are today and six before, held against the seven before those', () => {
  const { from, before } = rangeAt('7d', NOW);
  expect(from).toBe(at(8));
  expect(before).toEqual({ from: at(1), to: at(7, 15, 30) });
});

test.each(RANGES)('%s reaches past now, and never overlaps what it is held against', (name) => {
  const { from, to, before } = rangeAt(name, NOW);
  expect(to).toBeGreaterThan(NOW);
  expect(before.from).toBeLessThan(before.to);
  expect(before.to).toBeLessThanOrEqual(from);
});

test('dates of one’s own are whole days, both included, held against as many days before', () => {
  expect(rangeOfDates('2026-05-04', '2026-05-05', NOW)).toEqual({
    from: at(4),
    to: at(6),
    before: { from: at(2), to: at(4) },
    pieces: 'hours',
  });
  expect(rangeOfDates('2026-05-12', '2026-05-14', NOW)?.before).toEqual({ from: at(9), to: at(11, 15, 30) });
  for (const [from, to] of [
    ['2026-05-05', '2026-05-04'],
    ['05/04/2026', '2026-05-04'],
    ['2026-99-99', '2026-99-99'],
    [null, '2026-05-04'],
  ] as const)
    expect(rangeOfDates(from, to, NOW)).toBeNull();
  expect(dateOf(at(4, 23, 59))).toBe('2026-05-04');
});

test('an unknown name in the address means seven days', () => {
  expect([rangeNamed('today'), rangeNamed('9y'), rangeNamed(null)]).toEqual(['today', '7d', '7d']);
});
