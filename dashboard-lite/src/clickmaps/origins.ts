import { feed } from '../feed.ts';
import type { RecentEvent } from '../wire.ts';

/** An event's address is any text that a stranger sent. */
const isPage = ({ url }: RecentEvent) => /^https?:/.test(url) && URL.canParse(url);

/** Where this page was seen lately; else any site that was. */
export function originOf(path: string): string {
  const events = feed.value?.events ?? [];
  const seen = events.find((event) => event.path === path && isPage(event)) ?? events.find(isPage);
  return seen ? new URL(seen.url).origin : '';
}
