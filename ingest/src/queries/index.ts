export type { ClickmapQuestion } from './clickmap/index.ts';
export { clickHours, clickmap, clickmapPages, clickmapPreview, compareClickmaps } from './clickmap/index.ts';
export { delivery } from './delivery/index.ts';
export { countEvents } from './event-count.ts';
export { live } from './live.ts';
export type { Filter, OverviewQuestion, Zone } from './overview/index.ts';
export {
  createAnswerCache,
  FILTER_FIELDS,
  FILTER_OPERATORS,
  isPagePattern,
  openZone,
  overview,
  parseFilter,
  previousRange,
  shiftDate,
} from './overview/index.ts';
export { suggestPageGroups } from './page-group-suggestions.ts';
export type { PeoplePosition, PersonKind } from './people/index.ts';
export { findPerson, listPeople, personEvents, personSessions, personSpan } from './people/index.ts';
export type { RecentPosition } from './recent-events.ts';
export { recentEvents } from './recent-events.ts';
export type { ReplayFilter, ReplayPosition, ReplaysQuestion } from './replays/index.ts';
export {
  findReplay,
  listReplays,
  parseReplayFilter,
  REPLAY_FILTER_FIELDS,
  readChunkHeads,
  readChunks,
  replayDetail,
  replaySize,
} from './replays/index.ts';
export { rollupVersion } from './rollup-version.ts';
export { tableSizes } from './table-sizes.ts';
