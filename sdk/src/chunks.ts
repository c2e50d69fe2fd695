import * as rest from './rest/index.ts';

/** The other half of the core: what may come a moment later, and starts everything that is lazier still. */
export type Rest = typeof rest;

/**
 * Where it comes from: in the package it is part of the same module graph. The script tag's build takes
 * `chunks.global.ts` in place of this file.
 */
<<<<<<< HEAD
const CHUNKS = {
  extras: () => import('./extras/index.ts'),
  clicks: () => import('./clicks/index.ts'),
  vitals: () => import('./vitals/index.ts'),
};

export type ChunkName = keyof typeof CHUNKS;

/** Rejects when it cannot be had: blocked, offline, or gone with an older release. */
export const loadChunk = async (name: ChunkName, _base?: string): Promise<Chunk> => CHUNKS[name]();
=======
export const loadRest = async (_base?: string): Promise<Rest> => rest;
>>>>>>> main
