import type { Capture } from '../capture/index.ts';

/** What may wait until the page is idle. In start order; they stop in reverse. */
const CAPTURES: readonly Capture[] = [];

export const start: Capture = (context) => {
  const stops = CAPTURES.map((capture) => capture(context)).reverse();
  return (forget) => {
    for (const stop of stops) stop(forget);
  };
};
