export { countEvents } from './event-count.ts';
export type { RecentPosition } from './recent-events.ts';
export { recentEvents } from './recent-events.ts';
