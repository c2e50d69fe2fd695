export type { ChunkFault, EnrichedChunk } from './enrich-chunk.ts';
export { enrichChunk } from './enrich-chunk.ts';
