import { MARK_KINDS, type RecordedEvent, type ReplayMark } from '../../contract/index.ts';
import { MAX_MARK_LABEL_LENGTH } from '../../contract/limits.ts';
import { redact } from '../redact.ts';

const FULL_SNAPSHOT = 2;
const CUSTOM = 5;
/** rrweb has seven types of events; some room for newer recorders. */
const MAX_TYPE = 31;
const MAX_MARKS = 2_000;
const KINDS: ReadonlySet<string> = new Set(MARK_KINDS);
/** The latest time a JavaScript clock can show. */
const LAST_CLOCK_MS = 8.64e15;

/** What a chunk's events say about it; times are the client's. */
export interface ChunkFacts {
  firstAtMs: number;
  lastAtMs: number;
  snapshotsAt: number[];
  marks: { at: number; kind: string; label: string }[];
}

/** The facts, or the index of the first event that is none. */
export function judgeRecorded(events: readonly unknown[]): ChunkFacts | number {
  const facts: ChunkFacts = {
    firstAtMs: Number.POSITIVE_INFINITY,
    lastAtMs: Number.NEGATIVE_INFINITY,
    snapshotsAt: [],
    marks: [],
  };
  for (let index = 0; index < events.length; index++) {
    const event = events[index];
    if (!isRecorded(event)) return index;
    const at = Math.round(event.timestamp);
    if (at < facts.firstAtMs) facts.firstAtMs = at;
    if (at > facts.lastAtMs) facts.lastAtMs = at;
    if (event.type === FULL_SNAPSHOT) facts.snapshotsAt.push(at);
    else if (event.type === CUSTOM && isMark(event.data) && facts.marks.length < MAX_MARKS) {
      const { kind, label } = event.data.payload;
      facts.marks.push({ at, kind, label: redact(label.slice(0, MAX_MARK_LABEL_LENGTH)) });
    }
  }
  return facts;
}

function isRecorded(event: unknown): event is RecordedEvent {
  if (typeof event !== 'object' || event === null) return false;
  const { type, timestamp, data } = event as Partial<RecordedEvent>;
  return (
    typeof type === 'number' &&
    Number.isInteger(type) &&
    type >= 0 &&
    type <= MAX_TYPE &&
    typeof timestamp === 'number' &&
    Math.abs(timestamp) <= LAST_CLOCK_MS &&
    // `DomContentLoaded` and `Load` carry an empty object.
    typeof data === 'object' &&
    data !== null
  );
}

function isMark(data: unknown): data is ReplayMark {
  const { tag, payload } = data as Partial<ReplayMark>;
  return (
    tag === 'trodden' &&
    typeof payload === 'object' &&
    payload !== null &&
    KINDS.has(payload.kind) &&
    typeof payload.label === 'string'
  );
}
