import { expect, test } from 'vitest';
import { trailsOf, WINDOW_MS, wholeSince } from './trails.ts';
import type { RecentEvent } from './wire.ts';

const NOW = 1_800_000_000_000;
const event = (visitor_id: string, ago: number, event_type = '$click') =>
  ({
    event_id: `${visitor_id}${ago}`,
    event_type,
    event_at_ms: NOW - ago,
    visitor_id,
    auth_state: 'anonymous',
    path: `/${ago}`,
  }) as RecentEvent;

test('one trail a visitor, whoever moved last on top, steps from old to new', () => {
  const trails = trailsOf([event('ann', 10), event('bob', 20), event('ann', 300_000, '$page-view')], NOW);
  expect(trails.map(({ visitorId, path, pageViews, clicks }) => [visitorId, path, pageViews, clicks])).toEqual([
    ['ann', '/10', 1, 1],
    ['bob', '/20', 0, 1],
  ]);
  expect(trails[0]?.steps.map((step) => step.at)).toEqual([0.5, expect.closeTo(1, 4)]);
});

test('older than the window is left out; ahead of a slow clock is now', () => {
  expect(trailsOf([event('ann', WINDOW_MS + 1)], NOW)).toEqual([]);
  expect(trailsOf([event('ann', -5_000)], NOW)[0]?.steps[0]?.at).toBe(1);
});

test('the list is whole since its oldest event, or for ever when nothing older exists', () => {
  const events = [event('ann', 10), event('ann', 20)];
  expect(wholeSince(events, 'more')).toBe(NOW - 20);
  expect(wholeSince(events, null)).toBe(Number.NEGATIVE_INFINITY);
});
