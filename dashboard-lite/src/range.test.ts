import { expect, test } from 'vitest';
import { RANGES, rangeAt, rangeNamed } from './range.ts';

const HOUR_MS = 3_600_000;
const NOW = new Date(2026, 4, 14, 15, 30).getTime();
const at = (day: number, hour = 0, minute = 0) => new Date(2026, 4, day, hour, minute).getTime();

test('today begins at midnight here and is held against yesterday until this minute', () => {
  const { from, before } = rangeAt('today', NOW);
  expect(from).toBe(at(14));
  expect(before).toEqual({ from: at(13), to: at(13, 15, 30) });
});

test('24 hours roll', () => {
  const { from, before } = rangeAt('24h', NOW);
  expect(from).toBe(NOW - 24 * HOUR_MS);
  expect(before).toEqual({ from: NOW - 48 * HOUR_MS, to: from });
});

test('seven days are today and six before, held against the seven before those', () => {
  const { from, before } = rangeAt('7d', NOW);
  expect(from).toBe(at(8));
  expect(before).toEqual({ from: at(1), to: at(7, 15, 30) });
});

test.each(RANGES)('%s ends ahead of a slow clock, and never overlaps what it is held against', (name) => {
  const { from, to, before } = rangeAt(name, NOW);
  expect(to).toBeGreaterThan(NOW + HOUR_MS);
  expect(before.from).toBeLessThan(before.to);
  expect(before.to).toBeLessThanOrEqual(from);
});

test('an unknown name in the address means today', () => {
  expect([rangeNamed('7d'), rangeNamed('9y'), rangeNamed(null)]).toEqual(['7d', 'today', 'today']);
});
