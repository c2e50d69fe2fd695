export { enrichChunk } from './enrich-chunk.ts';
