import type { RecordedEvent } from '../wire.ts';

/** A stretch that arrived and cannot be shown. */
export interface Broken {
  from_ms: number;
  to_ms: number;
}

/** A recording may hold anything: only what has an event's form is handed to the stage. */
export const isPlayable = (events: unknown): events is RecordedEvent[] =>
  Array.isArray(events) &&
  events.every(
    (event) =>
      typeof event?.type === 'number' &&
      Number.isFinite(event.timestamp) &&
      typeof event.data === 'object' &&
      event.data,
  );

/** Faults of one second are one fault to a viewer. */
const NEAR_MS = 1_000;

export const addBroken = (known: readonly Broken[], more: Broken): readonly Broken[] =>
  known.some(({ from_ms, to_ms }) => more.from_ms >= from_ms - NEAR_MS && more.to_ms <= to_ms + NEAR_MS)
    ? known
    : [...known, more];
