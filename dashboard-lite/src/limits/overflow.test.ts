import { expect, test } from 'vitest';
import type { LimitsAnswer } from '../wire.ts';
import { machinesOf, overflowsOf } from './overflow.ts';

const calm: LimitsAnswer = {
  requests_per_minute: null,
  events_per_day: 1_000,
  events_today: 799,
  refused_today: {},
  paths: { used: 50_000, cap: 50_000, overflowed: 0 },
  event_names: { used: 3, cap: 1_000, overflowed: 0 },
  property_keys: { used: 3, cap: 2_000, overflowed: 0 },
  bots: { policy: 'mark', events_today: {} },
};
const titles = (change: Partial<LimitsAnswer>) => overflowsOf({ ...calm, ...change }).map(({ title }) => title);

test('nothing is said while nothing is beyond anything', () => {
  expect(overflowsOf(calm)).toEqual([]);
  expect(titles({ events_per_day: null, events_today: null, refused_today: { RATE_LIMITED: 3 } })).toEqual([]);
});

test('a quota is told before it is reached, and when it is', () => {
  expect(titles({ events_today: 800 })).toEqual(['Today’s quota of 1,000 events is nearly reached: 800 were taken.']);
  expect(titles({ events_today: 1_000 })).toEqual(['Today’s quota of 1,000 events is reached: 1,000 were taken.']);
  // A batch of many did not fit any more.
  expect(titles({ events_today: 700, refused_today: { EVENT_QUOTA_REACHED: 1 } })).toEqual([
    'Today’s quota of 1,000 events is reached: 700 were taken.',
  ]);
});

test('what came too fast, and what counts as (other), with what is kept of it', () => {
  const found = overflowsOf({
    ...calm,
    requests_per_minute: 60,
    refused_today: { RATE_LIMITED: 2 },
    paths: { ...calm.paths, overflowed: 1_234 },
    property_keys: { ...calm.property_keys, overflowed: 1 },
  });
  expect(found.map(({ title }) => title)).toEqual([
    '2 requests of today came too fast: more than 60 a minute.',
    'More than 50,000 different pages today.',
    'More than 2,000 different property keys today.',
  ]);
  expect(found[1]?.text).toBe(
    '1,234 events of further pages are counted together, as “(other)”. Their addresses are kept, in the column url.',
  );
  expect(found[2]?.text).toContain('1 property with further keys is counted');
});

test('machines add up, most first', () => {
  const bots = { policy: 'mark', events_today: { headless: 2, google: 40, '(other)': 1 } } as const;
  expect(machinesOf({ ...calm, bots })).toEqual({
    total: 43,
    reasons: [
      ['google', 40],
      ['headless', 2],
      ['(other)', 1],
    ],
  });
});
