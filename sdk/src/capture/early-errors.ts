import type { Guard, Stop } from '../util/index.ts';

/** The first ones tell the most. */
const MAX_EARLY = 20;

/** Keeps uncaught errors until somebody takes them. */
export const keepEarlyErrors = ({ on }: Guard, errors: Event[]): Stop[] => {
  const keep = (event: Event) => {
    // Files that did not load are told to their elements.
    if (event.target === event.currentTarget && !errors[MAX_EARLY - 1]) errors.push(event);
  };
  return [on(window, 'error', keep), on(window, 'unhandledrejection', keep)];
};
