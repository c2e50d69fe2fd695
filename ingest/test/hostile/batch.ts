import { randomUUID } from 'node:crypto';
import { goldenEvents } from '../golden/events.ts';
import { PUBLIC_KEY } from '../server/harness.ts';
import type { Sent } from './body.ts';

/** A time relative to the moment of sending. */
type Time = { ago: number } | unknown;

interface EventSpec {
  /** The rest of a click or a page view comes from the golden ones. */
  kind?: 'click' | 'page-view';
  event_at_ms?: Time;
  data?: unknown;
  [field: string]: unknown;
}

export interface BatchSpec {
  events?: EventSpec[];
  /** So many events, each with a name, page and key of its own. */
  manyEvents?: number;
  /** Whatever is given, as it is. */
  rawEvents?: unknown[];
  [field: string]: unknown;
}

export const STRICT_KEY = 'pk_strict_0123456789abcdef';
export const STRICT_ORIGIN = 'https://good.example';

export function batchText(spec: BatchSpec, sent: Sent): string {
  const { events, manyEvents, rawEvents, key, batch_id: batchId, ...rest } = spec;
  if (typeof batchId === 'string') sent.batchId = batchId;
  const specs = manyEvents === undefined ? events : Array.from({ length: manyEvents }, (_, n) => oneOfMany(n));
  return JSON.stringify({
    key: key === 'strict' ? STRICT_KEY : (key ?? PUBLIC_KEY),
    batch_id: sent.batchId,
    batch_seq: 0,
    sent_at_ms: Date.now(),
    sdk_version: 'corpus',
    visitor_id: 'visitor',
    session_id: 'session',
    tab_id: 'tab',
    session_replay_segment_id: 'segment',
    auth: { state: 'anonymous' },
    pages: [],
    ...(grown(rest) as object),
    events: rawEvents ?? (Array.isArray(specs) ? specs.map((event) => eventOf(event, sent)) : specs),
  });
}

function eventOf({ kind, event_at_ms: at, data, ...rest }: EventSpec, sent: Sent): unknown {
  const golden = kind === undefined ? undefined : goldenEvents.find(({ event_type: type }) => type === `$${kind}`);
  const event = {
    event_id: randomUUID(),
    event_type: golden?.event_type ?? 'corpus',
    event_at_ms: at === undefined ? Date.now() : timeOf(at),
    page_view_id: 'page',
    ...rest,
    ...(golden === undefined ? {} : { data: { ...golden.data, ...(data as object) } }),
    ...(golden === undefined && data !== undefined ? { data: grown(data) } : {}),
  };
  sent.eventIds.push(String(event.event_id).toLowerCase());
  return event;
}

export function timeOf(time: Time): unknown {
  return typeof time === 'object' && time !== null && 'ago' in time ? Date.now() - Number(time.ago) : time;
}

function oneOfMany(n: number): EventSpec {
  return { event_type: `name ${n}`, page_view_id: `page ${n}`, data: { [`key ${n}`]: n } };
}

/** Replaces the marks that stand for something large. */
function grown(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  if ('manyKeys' in value) return Object.fromEntries([...Array(value.manyKeys).keys()].map((n) => [`k${n}`, n]));
  if ('longKey' in value) return { ['k'.repeat(Number(value.longKey))]: 1 };
  if ('longText' in value) return { text: 'x'.repeat(Number(value.longText)) };
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, grown(part)]));
}
