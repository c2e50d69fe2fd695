export { traceOf } from './accounts.ts';
export { agentBot } from './agent.ts';
export { readSendClock } from './clock.ts';
export type { CountryLookup } from './country.ts';
export { openCountries } from './country.ts';
export { enrich, eventIdOf } from './enrich.ts';
export { enrichChunk } from './replay/index.ts';
export { OTHER } from './words.ts';
