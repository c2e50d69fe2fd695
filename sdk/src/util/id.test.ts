import { afterEach, expect, it, vi } from 'vitest';
import { newId, timeOf } from './id.ts';

afterEach(() => vi.useRealTimers());

it('is a UUID v7 that tells its time', () => {
  const before = Date.now();
  const id = newId();
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(timeOf(id)).toBeGreaterThanOrEqual(before);
});

it('only ever grows: within a millisecond, beyond its counter, and when the clock steps back', () => {
  vi.useFakeTimers({ now: Date.now() + 1_000 });
  const ids = Array.from({ length: 10_000 }, newId);
  vi.setSystemTime(Date.now() - 3_600_000);
  ids.push(newId(), newId());
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(ids);
  expect(ids.every((id) => /^[0-9a-f-]{36}$/.test(id))).toBe(true);
});
