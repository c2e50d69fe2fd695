import type { Guard, Stop } from '../util/index.ts';

/** The first ones tell the most. */
const MAX_EARLY = 20;

/** Keeps uncaught errors until somebody takes them. What is taken is not waited for any longer. */
export const keepEarlyErrors = ({ on }: Guard): [take: () => Event[], stop: Stop] => {
  let events: Event[] = [];
  const keep = (event: Event) => {
    // Files that did not load are told to their elements.
    if (event.target === event.currentTarget && events.length < MAX_EARLY) events.push(event);
  };
  const stops = [on(window, 'error', keep), on(window, 'unhandledrejection', keep)];
  const stop = () => {
    for (const off of stops) off();
  };
  const take = () => {
    stop();
    const taken = events;
    events = [];
    return taken;
  };
  return [take, stop];
};
