export { countEvents } from './event-count.ts';
export { FILTER_FIELDS, FILTER_OPERATORS, openZone, overview, parseFilter } from './overview/index.ts';
export type { RecentPosition } from './recent-events.ts';
export { recentEvents } from './recent-events.ts';
