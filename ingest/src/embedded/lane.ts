import { exception } from './exception.ts';

/** Queued calls per lane before the child answers as a server at its `max_concurrent_queries`. */
const QUEUE_LIMIT = 4_096;

/** At most `width` calls at a time, the others in the order they came. */
export type Lane = <T>(call: () => Promise<T>) => Promise<T>;

export function createLane(width: number): Lane {
  const waiting: Array<() => void> = [];
  let running = 0;

  return async (call) => {
    if (running >= width) {
      if (waiting.length >= QUEUE_LIMIT) {
        throw exception(
          202,
          'TOO_MANY_SIMULTANEOUS_QUERIES',
          `Too many simultaneous queries. Maximum: ${QUEUE_LIMIT}.`,
        );
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await call();
    } finally {
      // The place is handed on, so that nobody slips in between.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
