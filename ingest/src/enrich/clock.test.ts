import { describe, expect, test } from 'vitest';
import { correctTime, readSendClock, skewOf } from './clock.ts';

const NOW = Date.UTC(2026, 5, 1);
const DAY_MS = 86_400_000;

describe('the clock at the send', () => {
  test.each([
    ['1795154716895', 1_795_154_716_895],
    ['0', 0],
    ['-5', -5],
    [undefined, undefined],
    ['', undefined],
    ['1e12', undefined],
    ['NaN', undefined],
    ['99999999999999999', undefined],
    ['9000000000000000', undefined],
    [['1', '2'], undefined],
  ])('%j is read as %j', (text, clock) => {
    expect(readSendClock(text)).toBe(clock);
  });
});

describe('skew', () => {
  test('up to 10 s is network time', () => {
    expect(skewOf(NOW, NOW - 10_000)).toBe(0);
    expect(skewOf(NOW, NOW + 10_000)).toBe(0);
  });
  test('more is the client being wrong', () => {
    expect(skewOf(NOW, NOW - 10_001)).toBe(10_001);
    expect(skewOf(NOW, NOW + 2 * DAY_MS)).toBe(-2 * DAY_MS);
  });
});

describe('the time of an event', () => {
  test('is shifted by the skew', () => {
    expect(correctTime(NOW + 2 * DAY_MS - 500, -2 * DAY_MS, NOW)).toBe(NOW - 500);
  });
  test('may be 30 days old, not a millisecond more', () => {
    expect(correctTime(NOW - 30 * DAY_MS, 0, NOW)).toBe(NOW - 30 * DAY_MS);
    expect(correctTime(NOW - 30 * DAY_MS - 1, 0, NOW)).toBeUndefined();
  });
  test('may be 10 min ahead and is then set to now, not a millisecond more', () => {
    expect(correctTime(NOW + 1, 0, NOW)).toBe(NOW);
    expect(correctTime(NOW + 600_000, 0, NOW)).toBe(NOW);
    expect(correctTime(NOW + 600_001, 0, NOW)).toBeUndefined();
  });
  test.each([0, -1, 1e15, -1e15, 1_795_154_716])('%d is no time of an event', (time) => {
    expect(correctTime(time, 0, NOW)).toBeUndefined();
  });
});
