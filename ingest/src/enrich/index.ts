export { readSendClock } from './clock.ts';
export type { CountryLookup } from './country.ts';
export { openCountries } from './country.ts';
export type { EnrichedBatch, RequestFacts } from './enrich.ts';
export { enrich, eventIdOf } from './enrich.ts';
