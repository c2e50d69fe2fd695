import { expect, it, vi } from 'vitest';
import type { Faults } from './guard.ts';
import { createGuard } from './guard.ts';

it('swallows, counts and tells; what keeps failing is switched off', () => {
  const faults: Faults = {};
  const told = vi.fn();
  const work = vi.fn(() => {
    throw new Error('ours');
  });
  const guarded = createGuard(faults, 3, told)('click', work);
  for (let n = 0; n < 5; n++) guarded();
  expect(work).toHaveBeenCalledTimes(3);
  expect(faults).toEqual({ click: 3 });
  expect(told).toHaveBeenCalledTimes(3);
});

it('slow calls count too', () => {
  vi.useFakeTimers();
  const faults: Faults = {};
  createGuard(faults, 3, () => {})('slow', () => vi.setSystemTime(Date.now() + 60))();
  expect(faults).toEqual({ slow: 1 });
  vi.useRealTimers();
});

it('a listener goes as it came', () => {
  const heard = vi.fn();
  const stop = createGuard({}, 3, () => {}).on(window, 'ping', heard);
  window.dispatchEvent(new Event('ping'));
  stop();
  window.dispatchEvent(new Event('ping'));
  expect(heard).toHaveBeenCalledTimes(1);
});

it('a patient one may be slow, and not fail', () => {
  vi.useFakeTimers();
  const faults: Faults = {};
  const guard = createGuard(faults, 3, () => {});
  guard('snapshot', () => vi.setSystemTime(Date.now() + 60), true)();
  expect(faults).toEqual({});
  guard('snapshot', () => Reflect.apply(Number.prototype.toFixed, '', []), true)();
  expect(faults).toEqual({ snapshot: 1 });
  vi.useRealTimers();
});
