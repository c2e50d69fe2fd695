import { createRandom } from './random.ts';
import type { DemoRow } from './recorder.ts';
import { RELEASES } from './shop.ts';
import { visit } from './visit.ts';
import { createVisitor, type DemoVisitor } from './visitor.ts';

export interface SampleOptions {
  project: string;
  events: number;
  visitors: number;
  days: number;
  seed: number;
  /** The newest event is no later than this. */
  untilMs: number;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** People who are there right now, so that the live view is alive. */
const LIVE_MS = 240_000;
const LIVE_EVENTS = 150;
/** Of a small sample only a part. */
const LIVE_SHARE = 0.1;

/** More by day than by night, less at weekends: how likely a visit at this time is kept, 0 to 1. */
function liveliness(ms: number): number {
  const hour = (ms % DAY_MS) / HOUR_MS;
  const weekday = new Date(ms).getUTCDay();
  const byHour = 0.55 - 0.45 * Math.cos(((hour - 3) / 24) * 2 * Math.PI);
  return byHour * (weekday === 0 || weekday === 6 ? 0.7 : 1);
}

/**
 * Visits of a small shop about in the order they begin, until so many events are made: the same for the same numbers.
 * People come back with a preference for those who came early, as regulars do.
 */
export function* sampleVisits({ project, events, visitors, days, seed, untilMs }: SampleOptions): Generator<DemoRow[]> {
  const random = createRandom(seed);
  const people: DemoVisitor[] = [];
  const fromMs = untilMs - days * DAY_MS;
  const liveEvents = Math.min(LIVE_EVENTS, Math.ceil(events * LIVE_SHARE));
  let left = events;
  /** The share of the events that are made is the share of the time that has passed. */
  const nextStart = (): number => {
    const passed = (events - left) / Math.max(1, events - liveEvents);
    const at = fromMs + Math.min(1, passed) * (untilMs - fromMs);
    // By night people wait for the morning, some of them.
    return random.chance(liveliness(at))
      ? Math.floor(at)
      : Math.floor(Math.min(untilMs, at + random.below(8 * HOUR_MS)));
  };
  const somebody = (bornMs: number): DemoVisitor => {
    const isNew = people.length < visitors && random.chance(Math.max(0.25, 1 - people.length / visitors));
    const known = isNew ? undefined : people[Math.floor(random.next() ** 2 * people.length)];
    if (known !== undefined) return known;
    const made = createVisitor(random, people.length, visitors, bornMs);
    people.push(made);
    return made;
  };

  while (left > 0) {
    const startMs = left <= liveEvents ? untilMs - random.below(LIVE_MS) : nextStart();
    const share = (startMs - fromMs) / (untilMs - fromMs);
    const release = RELEASES.findLast(({ from }) => share >= from)?.release ?? '';
    const rows = visit({ random, visitor: somebody(startMs), project, startMs, untilMs, release }).slice(0, left);
    left -= rows.length;
    yield rows;
  }
}
