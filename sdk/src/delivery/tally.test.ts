import { expect, it } from 'vitest';
import type { Tally } from './tally.ts';
import { countsOf, drop, restart } from './tally.ts';

const fresh = (): Tally => ({ created: 0, adopted: 0, acked: 0, dead: 0, dropped: {} });

it('tells what is not nothing, and nothing else', () => {
  const tally = fresh();
  expect(countsOf(tally)).toBe('{}');
  tally.created = 3;
  expect(countsOf(tally)).toBe('{"created":3}');
  drop(tally, 'hook', 1);
  tally.acked = 2;
  expect(countsOf(tally)).toBe('{"created":3,"acked":2,"dropped":{"hook":1}}');
});

it('begins anew with what still waits', () => {
  const tally = fresh();
  Object.assign(tally, { created: 9, acked: 4, dead: 1 });
  drop(tally, 'overflow', 2);
  restart(tally, 2);
  expect(tally).toEqual({ ...fresh(), adopted: 2 });
});
