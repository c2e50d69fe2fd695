import { expect, it } from 'vitest';
import { addBroken, isPlayable } from './broken.ts';

it.each([
  [[], true],
  [[{ type: 3, timestamp: 1, data: {} }], true],
  ['[', false],
  [undefined, false],
  [[null], false],
  [['x'], false],
  [[{ type: '3', timestamp: 1, data: {} }], false],
  [[{ type: 3, timestamp: Number.NaN, data: {} }], false],
  [[{ type: 3, timestamp: 1, data: null }], false],
  [[{ type: 3, timestamp: 1 }], false],
])('%j: %s', (events, isWell) => {
  expect(Boolean(isPlayable(events))).toBe(isWell);
});

it('many faults of a second are one mark', () => {
  const one = addBroken([], { from_ms: 5_000, to_ms: 5_000 });
  expect(addBroken(one, { from_ms: 5_900, to_ms: 5_900 })).toBe(one);
  expect(addBroken(one, { from_ms: 7_000, to_ms: 7_000 })).toHaveLength(2);
});
