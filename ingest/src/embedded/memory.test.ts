import { expect, test } from 'vitest';
import { defaultMemoryBytes } from './memory.ts';

const GB = 1_000_000_000;

test.each([
  ['a large machine', 64 * GB, 0, 1.5 * GB],
  ['a small one', 2 * GB, 0, 0.8 * GB],
  ['a container of 1 GB on a large one', 64 * GB, GB, 0.4 * GB],
  ['"no limit" as cgroups say it', 2 * GB, 2 ** 63, 0.8 * GB],
])('%s', (_, total, constrained, bytes) => {
  expect(defaultMemoryBytes(total, constrained)).toBe(bytes);
});
