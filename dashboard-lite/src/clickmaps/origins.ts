import { feed } from '../feed.ts';

/** Where this page was seen lately; else any site that was. */
export function originOf(path: string): string {
  const events = feed.value?.events ?? [];
  const seen = events.find((event) => event.path === path) ?? events[0];
  return seen ? new URL(seen.url).origin : '';
}
