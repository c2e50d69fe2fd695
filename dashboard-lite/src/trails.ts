import type { Kind, Person } from './describe.ts';
import { kindOf, personOf } from './describe.ts';
import type { RecentEvent } from './wire.ts';

/** How far back a trail is drawn. */
export const WINDOW_MS = 10 * 60_000;

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

/** The events of the last ten minutes as one trail a visitor, whoever moved last on top. */
export function trailsOf(events: readonly RecentEvent[], now: number): Trail[] {
  const begin = now - WINDOW_MS;
  const byVisitor = new Map<string, RecentEvent[]>();
  for (const event of events) {
    if (event.event_at_ms < begin) continue;
    const known = byVisitor.get(event.visitor_id);
    if (known) known.push(event);
    else byVisitor.set(event.visitor_id, [event]);
  }
  return [...byVisitor]
    .map(([visitorId, own]) => trailOf(visitorId, own, begin))
    .sort((a, b) => b.lastAtMs - a.lastAtMs);
}

function trailOf(visitorId: string, newestFirst: RecentEvent[], begin: number): Trail {
  const [last] = newestFirst;
  if (!last) throw new Error('a trail has at least one step');
  const steps = newestFirst
    .map((event) => ({
      id: event.event_id,
      kind: kindOf(event.event_type),
      // A viewer's clock may lag behind the server's.
      at: Math.min(1, (event.event_at_ms - begin) / WINDOW_MS),
      event,
    }))
    .reverse();
  return {
    visitorId,
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
