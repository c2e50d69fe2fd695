import type { Kind, Person } from './describe.ts';
import { kindOf, personOf } from './describe.ts';
import type { RecentEvent } from './wire.ts';

/** How far back a trail is drawn at most. */
export const WINDOW_MS = 10 * 60_000;
/** Shorter windows for a walk that has just begun: its steps would all fall on one spot. */
const WINDOWS_MS = [2 * 60_000, 5 * 60_000];

export interface Step {
  id: string;
  kind: Kind;
  /** 0 at the old end of the window, 1 at the present. */
  at: number;
  event: RecentEvent;
}

export interface Trail {
  visitorId: string;
  person: Person;
  /** Where they are now. */
  path: string;
  lastAtMs: number;
  pageViews: number;
  clicks: number;
  /** Oldest first. */
  steps: Step[];
}

export interface Trails {
  /** How long before now the lanes begin. */
  windowMs: number;
  trails: Trail[];
}

function windowFor(newestFirst: readonly RecentEvent[], now: number): number {
  const oldest = newestFirst.at(-1)?.event_at_ms ?? now;
  return WINDOWS_MS.find((window) => oldest >= now - window) ?? WINDOW_MS;
}

/** The events of the last ten minutes as one trail a visitor, whoever moved last on top. */
export function trailsOf(newestFirst: readonly RecentEvent[], now: number): Trails {
  const events = newestFirst.filter((event) => event.event_at_ms >= now - WINDOW_MS);
  const windowMs = windowFor(events, now);
  // A viewer's clock may lag behind the server's.
  const place = (ms: number) => Math.min(1, 1 - (now - ms) / windowMs);
  const byVisitor = new Map<string, RecentEvent[]>();
  for (const event of events) {
    const known = byVisitor.get(event.visitor_id);
    if (known) known.push(event);
    else byVisitor.set(event.visitor_id, [event]);
  }
  const trails = [...byVisitor.values()].map((own) => trailOf(own, place));
  return { windowMs, trails: trails.sort((a, b) => b.lastAtMs - a.lastAtMs) };
}

function trailOf(newestFirst: RecentEvent[], place: (ms: number) => number): Trail {
  const [last] = newestFirst;
  if (!last) throw new Error('a trail has at least one step');
  const steps = newestFirst
    .map((event) => ({ id: event.event_id, kind: kindOf(event.event_type), at: place(event.event_at_ms), event }))
    .reverse();
  return {
    visitorId: last.visitor_id,
    person: personOf(last),
    path: last.path,
    lastAtMs: last.event_at_ms,
    pageViews: steps.filter((step) => step.kind === 'page-view').length,
    clicks: steps.filter((step) => step.kind === 'click').length,
    steps,
  };
}

/** Since when the list is whole: earlier than that, older events may exist that were not read. */
export const wholeSince = (events: readonly RecentEvent[], cursor: string | null): number =>
  cursor === null ? Number.NEGATIVE_INFINITY : (events.at(-1)?.event_at_ms ?? Number.NEGATIVE_INFINITY);
