import { expect, test } from 'vitest';
import { anchorKey } from '../../contract/index.ts';
import { sampleVisits } from './sample.ts';

const options = { project: 'p', events: 20_000, visitors: 700, days: 14, seed: 5, untilMs: Date.UTC(2026, 10, 20, 12) };
const rowsOf = (changed: Partial<typeof options> = {}) =>
  [...sampleVisits({ ...options, ...changed })]
    .flat()
    .map(({ text }) => JSON.parse(`{${text}`) as Record<string, unknown> & { event_at: number });

test('the same numbers make the same events, another seed makes others', () => {
  const few = { events: 2_000 };
  expect(rowsOf(few)).toEqual(rowsOf(few));
  expect(rowsOf({ ...few, seed: 6 })[0]).not.toEqual(rowsOf(few)[0]);
});

test('as many as asked for, none in the future, each with an id of its own', () => {
  const rows = rowsOf();
  expect(rows).toHaveLength(options.events);
  expect(Math.max(...rows.map(({ event_at }) => event_at))).toBeLessThanOrEqual(options.untilMs);
  expect(Math.min(...rows.map(({ event_at }) => event_at))).toBeGreaterThanOrEqual(options.untilMs - 14 * 86_400_000);
  expect(new Set(rows.map(({ event_id }) => event_id)).size).toBe(options.events);
});

test('a world with everything the dashboard shows', () => {
  const rows = rowsOf();
  const count = (isCounted: (row: Record<string, unknown>) => boolean) => rows.filter(isCounted).length;
  expect(count(({ event_type }) => event_type === 'purchase')).toBeGreaterThan(10);
  expect(count(({ rage }) => Number(rage) >= 3)).toBeGreaterThan(50);
  expect(count(({ bot }) => bot !== '')).toBeGreaterThan(20);
  expect(count(({ is_anonymous }) => is_anonymous === true)).toBeGreaterThan(50);
  expect(new Set(rows.map(({ release }) => release)).size).toBe(4);
  const live = rows.filter(({ event_at }) => event_at > options.untilMs - 300_000);
  expect(new Set(live.map(({ visitor_id }) => visitor_id)).size).toBeGreaterThan(5);
  const visits = new Map<unknown, Set<unknown>>();
  for (const { visitor_id, session_id } of rows)
    visits.set(visitor_id, (visits.get(visitor_id) ?? new Set()).add(session_id));
  expect([...visits.values()].filter(({ size }) => size > 1).length).toBeGreaterThan(100);
});

test('clicks are on elements that the site has, and page views tell what they showed', () => {
  const clicks = rowsOf().filter(({ event_type }) => event_type === '$click');
  const placed = clicks.filter(({ anchor }) => anchor !== '{"t":"a"}');
  expect(placed.length / clicks.length).toBeGreaterThan(0.9);
  expect(new Set(placed.map(({ anchor_key }) => anchor_key)).size).toBeGreaterThan(60);
  for (const { anchor, anchor_key } of placed.slice(0, 200))
    expect(anchorKey(JSON.parse(String(anchor)))).toBe(anchor_key);
  const keys = new Set(
    rowsOf().flatMap(({ event_type, props_string }) =>
      event_type === '$exposures' ? (props_string as { shown: string }).shown.split(',') : [],
    ),
  );
  expect(placed.every(({ anchor_key }) => keys.has(String(anchor_key)))).toBe(true);
});
