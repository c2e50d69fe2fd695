export { FILTER_FIELDS, FILTER_OPERATORS, parseFilter } from './filter.ts';
export { overview } from './overview.ts';
export { openZone } from './zone.ts';
