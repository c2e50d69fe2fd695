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
  const { trails, windowMs } = trailsOf(
    [event('ann', 10), event('bob', 20), event('ann', WINDOW_MS / 2 + 1, '$page-view')],
    NOW,
  );
  expect(trails.map(({ visitorId, path, pageViews, clicks }) => [visitorId, path, pageViews, clicks])).toEqual([
    ['ann', '/10', 1, 1],
    ['bob', '/20', 0, 1],
  ]);
  expect(windowMs).toBe(WINDOW_MS);
  expect(trails[0]?.steps.map((step) => step.at)).toEqual([expect.closeTo(0.5, 4), expect.closeTo(1, 4)]);
});

test('older than the window is left out; ahead of a slow clock is now', () => {
  expect(trailsOf([event('ann', WINDOW_MS + 1)], NOW).trails).toEqual([]);
  expect(trailsOf([event('ann', -5_000)], NOW).trails[0]?.steps[0]?.at).toBe(1);
});

test.each([
  [1, 2],
  [3, 5],
  [6, 10],
])('a walk that began %i min ago fills a window of %i min', (began, window) => {
  const { windowMs, trails } = trailsOf([event('ann', 0), event('ann', began * 60_000)], NOW);
  expect(windowMs).toBe(window * 60_000);
  expect(trails[0]?.steps[0]?.at).toBeCloseTo(1 - began / window);
});

test('the list is whole since its oldest event, or for ever when nothing older exists', () => {
  const events = [event('ann', 10), event('ann', 20)];
  expect(wholeSince(events, 'more')).toBe(NOW - 20);
  expect(wholeSince(events, null)).toBe(Number.NEGATIVE_INFINITY);
});
