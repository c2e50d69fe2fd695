import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createShelf } from '../util/index.ts';
import { createPace } from './pace.ts';

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers({ now: 1_800_000_000_000 });
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});
const pace = () => createPace(createShelf('t.'));

it('doubles from a second to five minutes, and begins again after a success', () => {
  const one = pace();
  const waits = Array.from({ length: 12 }, () => {
    one.note('busy');
    return one.wait() * 2;
  });
  expect(waits.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
  expect(waits.at(-1)).toBe(300_000);
  one.note();
  expect(one.wait()).toBe(0);
  one.note('lost');
  expect(one.wait()).toBe(500);
});

it('what the server asks for wins, for every tab and the next page', () => {
  pace().note('busy', 60_000);
  expect(pace().wait()).toBe(60_000);
  vi.advanceTimersByTime(60_000);
  expect(pace().wait()).toBe(0);
});

it('the network coming back ends only a wait that the network caused', () => {
  const one = pace();
  one.note('busy', 60_000);
  one.online();
  expect(one.wait()).toBe(60_000);
  one.note('lost');
  one.online();
  expect(one.wait()).toBe(0);
});

it('a note from a clock that has stepped back does not hold for ever', () => {
  pace().note('busy', 60_000);
  vi.setSystemTime(Date.now() - 86_400_000);
  expect(pace().wait()).toBe(0);
});

it('waits without storage too', () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new Error('full');
  });
  const one = pace();
  one.note('busy', 60_000);
  expect(one.wait()).toBe(60_000);
});
