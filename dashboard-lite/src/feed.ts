import { computed, signal } from '@preact/signals';
import { ApiError, readRecent } from './api.ts';
import type { RecentEvent } from './wire.ts';
import { MAX_RECENT_EVENTS } from './wire.ts';

const POLL_MS = 2_000;
/** Somebody who waits for the very first event counts the seconds. */
const EAGER_POLL_MS = 500;
/** Longest wait between two tries while the server is away. */
const MAX_WAIT_MS = 30_000;
const FIRST_PAGE = 200;
const NEWS_PAGE = 100;
/** A page left open all day forgets what it read first. */
const MAX_KEPT = 2 * MAX_RECENT_EVENTS;

interface Feed {
  /** Newest first. */
  events: RecentEvent[];
  /** Where older ones begin; null when all are here. */
  cursor: string | null;
  asOf: number;
  /** Ids that came while somebody watched. */
  fresh: ReadonlySet<string>;
}

export const feed = signal<Feed | null>(null);
export const trouble = signal<ApiError | null>(null);
export const paused = signal(false);
export const newestId = computed(() => feed.value?.events[0]?.event_id ?? null);

const newestFirst = (a: RecentEvent, b: RecentEvent) =>
  b.event_at_ms - a.event_at_ms || (a.event_id < b.event_id ? 1 : -1);

/** A page that does not reach back to what is known would leave a hole, so it then replaces the list. */
export function merged(known: Feed, page: { events: RecentEvent[]; next_cursor: string | null }, now: number): Feed {
  const ids = new Set(known.events.map((event) => event.event_id));
  const news = page.events.filter((event) => !ids.has(event.event_id));
  const fresh = new Set(news.map((event) => event.event_id));
  if (news.length === 0) return { ...known, asOf: now };
  if (news.length === page.events.length && page.next_cursor !== null)
    return { events: page.events, cursor: page.next_cursor, asOf: now, fresh };
  const events = [...news, ...known.events].sort(newestFirst);
  if (events.length <= MAX_KEPT) return { events, cursor: known.cursor, asOf: now, fresh };
  return { events: page.events, cursor: page.next_cursor, asOf: now, fresh };
}

/** Raised when a feed ends: what was asked for then belongs to another project. */
let generation = 0;

export async function readNews(): Promise<void> {
  const mine = generation;
  const known = feed.value;
  const page = await readRecent({ limit: known ? NEWS_PAGE : FIRST_PAGE });
  if (mine !== generation) return;
  const now = Date.now();
  feed.value =
    known === null
      ? { events: page.events, cursor: page.next_cursor, asOf: now, fresh: new Set() }
      : merged(feed.value ?? known, page, now);
}

export async function readOlder(): Promise<void> {
  const mine = generation;
  const cursor = feed.value?.cursor;
  if (!cursor) return;
  const page = await readRecent({ limit: FIRST_PAGE, cursor });
  const known = feed.value;
  if (mine !== generation || known?.cursor !== cursor) return;
  const ids = new Set(known.events.map((event) => event.event_id));
  const older = page.events.filter((event) => !ids.has(event.event_id));
  feed.value = { ...known, events: [...known.events, ...older], cursor: page.next_cursor };
}

/** Reads on until the list reaches back to a time, as far as one list may. */
export async function readBackTo(ms: number): Promise<void> {
  for (;;) {
    const known = feed.value;
    const oldest = known?.events.at(-1);
    if (!known?.cursor || !oldest || oldest.event_at_ms <= ms || known.events.length >= MAX_RECENT_EVENTS) return;
    await readOlder();
    if (feed.value?.cursor === known.cursor) return;
  }
}

/** Asks every two seconds while somebody looks, more rarely while the server is away. */
export function startFeed(): () => void {
  let timer = 0;
  let failures = 0;
  let stopped = false;

  const next = () => {
    if (stopped) return;
    clearTimeout(timer);
    const pace = feed.value?.events.length === 0 ? EAGER_POLL_MS : POLL_MS;
    timer = window.setTimeout(turn, Math.min(MAX_WAIT_MS, pace * 2 ** failures));
  };
  const turn = async () => {
    if (document.hidden || paused.value) return next();
    try {
      await readNews();
      if (stopped) return;
      failures = 0;
      trouble.value = null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (stopped) return;
      failures += 1;
      trouble.value = error;
    }
    next();
  };
  const onVisible = () => {
    if (!document.hidden) {
      clearTimeout(timer);
      void turn();
    }
  };

  document.addEventListener('visibilitychange', onVisible);
  void turn();
  return () => {
    stopped = true;
    generation += 1;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', onVisible);
    feed.value = null;
    trouble.value = null;
  };
}
