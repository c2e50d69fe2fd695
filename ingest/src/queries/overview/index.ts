export { createAnswerCache } from './answer-cache.ts';
export type { Filter } from './filter.ts';
export { FILTER_FIELDS, FILTER_OPERATORS, parseFilter } from './filter.ts';
export { overview } from './overview.ts';
export { createPageGroups, isPagePattern } from './page-group.ts';
export { previousRange } from './previous-range.ts';
export type { OverviewQuestion } from './scope.ts';
export type { Zone } from './zone.ts';
export { openZone, shiftDate } from './zone.ts';
