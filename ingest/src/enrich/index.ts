export { traceOf } from './accounts.ts';
export { readSendClock } from './clock.ts';
export type { CountryLookup } from './country.ts';
export { openCountries } from './country.ts';
export { enrich, eventIdOf } from './enrich.ts';
export type { ChunkFault, EnrichedChunk } from './replay/index.ts';
export { enrichChunk } from './replay/index.ts';
