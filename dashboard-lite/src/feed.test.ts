import { afterEach, expect, test, vi } from 'vitest';
import { feed as known, merged, readNews, readOlder, startFeed, trouble } from './feed.ts';
import type { RecentEvent } from './wire.ts';
import { MAX_RECENT_EVENTS } from './wire.ts';

const SOON = { timeout: 4_000 };

/** Only what merging looks at. */
const event = (at: number) => ({ event_id: `e${String(at).padStart(6, '0')}`, event_at_ms: at }) as RecentEvent;
const down = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => event(from - index));
const feed = (events: RecentEvent[], cursor: string | null = 'older') => ({
  events,
  cursor,
  asOf: 0,
  fresh: new Set<string>(),
});
const times = (events: RecentEvent[]) => events.map((one) => one.event_at_ms);

test('news go on top and are marked', () => {
  const next = merged(feed(down(10, 6)), { events: down(12, 8), next_cursor: 'c' }, 99);
  expect(times(next.events)).toEqual([12, 11, 10, 9, 8, 7, 6]);
  expect([...next.fresh]).toEqual(['e000012', 'e000011']);
  expect(next).toMatchObject({ cursor: 'older', asOf: 99 });
});

test('nothing new keeps the very list, so nothing is drawn anew', () => {
  const known = feed(down(10, 6));
  expect(merged(known, { events: down(10, 6), next_cursor: 'c' }, 99).events).toBe(known.events);
});

test('a late event takes its place in time', () => {
  const known = feed([event(10), event(6)]);
  const next = merged(known, { events: [event(10), event(8), event(6)], next_cursor: null }, 99);
  expect(times(next.events)).toEqual([10, 8, 6]);
});

test('a page that does not reach what is known replaces it: no hole', () => {
  const next = merged(feed(down(10, 6)), { events: down(300, 201), next_cursor: 'c' }, 99);
  expect(times(next.events)).toEqual(times(down(300, 201)));
  expect(next.cursor).toBe('c');
});

test('the first events ever are added, for there is nothing before them', () => {
  const next = merged(feed([], null), { events: down(2, 1), next_cursor: null }, 99);
  expect(times(next.events)).toEqual([2, 1]);
});

test('the list is bounded', () => {
  const next = merged(
    feed(down(2 * MAX_RECENT_EVENTS, 1)),
    { events: down(2 * MAX_RECENT_EVENTS + 1, 1_952), next_cursor: 'c' },
    99,
  );
  expect(next.events.length).toBe(50);
  expect(next.cursor).toBe('c');
});

/** A server that answers when it is told to. */
function slowServer() {
  const waiting: ((response: Response) => void)[] = [];
  vi.stubGlobal('fetch', () => new Promise<Response>((resolve) => waiting.push(resolve)));
  return {
    answer: (body: unknown) => waiting.shift()?.(new Response(JSON.stringify(body))),
    break: () => waiting.shift()?.(new Response('<h1>Bad gateway</h1>', { status: 502 })),
    cutOff: () => waiting.shift()?.(new Response('{"events":[')),
    asked: () => waiting.length,
  };
}

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('what was asked for one project is not written after another was chosen', async () => {
  const server = slowServer();
  const leave = startFeed();
  const old = readNews();
  leave();
  const stop = startFeed();
  expect(server.asked()).toBe(3);
  server.break();
  server.answer({ events: down(20, 11), next_cursor: 'theirs' });
  await old;
  expect([known.value, trouble.value]).toEqual([null, null]);
  server.answer({ events: down(5, 1), next_cursor: 'ours' });
  await vi.waitFor(() => expect(times(known.value?.events ?? [])).toEqual([5, 4, 3, 2, 1]), SOON);
  expect(known.value?.cursor).toBe('ours');

  const older = readOlder();
  stop();
  known.value = feed(down(3, 1), 'ours');
  server.answer({ events: down(2, 1), next_cursor: null });
  await older;
  expect(known.value.cursor).toBe('ours');
  known.value = null;
});

test('an answer that is cut off is a trouble that passes: the next one is asked for', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const server = slowServer();
  const stop = startFeed();
  server.cutOff();
  await vi.waitFor(() => expect(trouble.value?.code).toBe('UNREACHABLE'), SOON);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(server.asked()).toBe(1);
  server.answer({ events: down(2, 1), next_cursor: null });
  await vi.waitFor(() => expect(times(known.value?.events ?? [])).toEqual([2, 1]), SOON);
  expect(trouble.value).toBeNull();
  stop();
});
