import { afterEach, expect, test, vi } from 'vitest';
import { createBlockIds } from './block-ids.ts';

const NODE = 40_000;

afterEach(() => {
  vi.useRealTimers();
});

test('ids rise within a millisecond, over the clock going back, and keep the node', () => {
  vi.useFakeTimers({ now: 1_800_000_000_000 });
  const next = createBlockIds(NODE, 0n);
  const ids = Array.from({ length: 40 }, next);
  vi.setSystemTime(1_700_000_000_000);
  ids.push(next());
  vi.setSystemTime(1_800_000_001_000);
  ids.push(next());
  expect(ids).toEqual([...new Set(ids)].sort((a, b) => (a < b ? -1 : 1)));
  expect(ids.every((id) => id % 65_536n === BigInt(NODE))).toBe(true);
  expect((ids.at(-1) ?? 0n) >> 20n).toBe(1_800_000_001_000n);
});

test('the first id is above everything of the earlier life, also one of a later clock', () => {
  const highest = (BigInt(Date.now() + 86_400_000) << 20n) + 65_535n;
  const first = createBlockIds(3, highest)();
  expect(first > highest).toBe(true);
});
