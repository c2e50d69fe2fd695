import { IGNORED_SKEW_MS, MAX_EVENT_AGE_MS, MAX_EVENT_AHEAD_MS } from '../contract/limits.ts';

/** The latest time a JavaScript clock can show; whatever lies beyond is no clock. */
const LAST_CLOCK_MS = 8.64e15;

/** The client's clock at the very send, from `?t=`; undefined when it is missing or no time at all. */
export function readSendClock(text: unknown): number | undefined {
  if (typeof text !== 'string' || !/^-?\d{1,16}$/.test(text)) return undefined;
  const clock = Number(text);
  return Math.abs(clock) <= LAST_CLOCK_MS ? clock : undefined;
}

/** How far the client's clock is behind ours. Small differences are network time and count as none. */
export function skewOf(receivedAtMs: number, clientClockMs: number): number {
  const skew = receivedAtMs - clientClockMs;
  return Math.abs(skew) <= IGNORED_SKEW_MS ? 0 : skew;
}

/** The event's time by our clock, or undefined when it cannot be true. */
export function correctTime(eventAtMs: number, skewMs: number, receivedAtMs: number): number | undefined {
  const at = eventAtMs + skewMs;
  if (at > receivedAtMs) return at - receivedAtMs <= MAX_EVENT_AHEAD_MS ? receivedAtMs : undefined;
  return receivedAtMs - at <= MAX_EVENT_AGE_MS ? at : undefined;
}
