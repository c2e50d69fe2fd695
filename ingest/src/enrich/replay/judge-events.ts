import { MARK_KINDS, type RecordedEvent, type ReplayMark } from '../../contract/index.ts';
import { MAX_MARK_LABEL_LENGTH } from '../../contract/limits.ts';
import { redact } from '../redact.ts';

const FULL_SNAPSHOT = 2;
const CUSTOM = 5;
/** rrweb has seven types of events; some room for newer recorders. */
const MAX_TYPE = 31;
const MAX_MARKS = 2_000;
/** Recorders gather marks for a second, or for as long as a tab was frozen. */
const MAX_AFTER_MS = 86_400_000;
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
    else if (event.type === CUSTOM) addMarks(facts.marks, at, event.data);
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

function addMarks(marks: ChunkFacts['marks'], at: number, data: unknown): void {
  const { tag, payload } = data as Partial<ReplayMark>;
  if (tag !== 'trodden' || typeof payload !== 'object' || payload === null) return;
  const all = marksOf(payload);
  for (const mark of all) {
    const [after, kind, label]: unknown[] = list(mark);
    if (marks.length >= MAX_MARKS) return;
    if (!Number.isInteger(after) || Math.abs(after as number) > MAX_AFTER_MS) continue;
    if (!KINDS.has(kind as string) || typeof label !== 'string') continue;
    const kept = redact(label.slice(0, MAX_MARK_LABEL_LENGTH));
    marks.push({ at: at + (after as number), kind: kind as string, label: kept });
  }
}

function marksOf(payload: ReplayMark['payload']): unknown[] {
  if ('marks' in payload) return list(payload.marks);
  return 'kind' in payload ? [[0, payload.kind, payload.label]] : [];
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
