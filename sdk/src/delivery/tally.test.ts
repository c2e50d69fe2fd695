import { expect, it } from 'vitest';
import { countsOf, drop, newTally } from './tally.ts';

it('leaves out what is 0', () => {
  const tally = newTally(0);
  expect(countsOf(tally)).toBe('{"dropped":{}}');
  tally.created = 3;
  drop(tally, 'hook', 1);
  tally.acked = 2;
  expect(countsOf(tally)).toBe('{"created":3,"acked":2,"dropped":{"hook":1}}');
});

it('begins with what still waits', () => {
  expect(newTally(2)).toEqual({ created: 0, adopted: 2, acked: 0, dead: 0, dropped: {} });
});
