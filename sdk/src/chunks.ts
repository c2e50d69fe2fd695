import type { Capture } from './capture/index.ts';

/** A file of its own that is loaded when it is needed. */
export interface Chunk {
  start: Capture;
}

/**
 * Where the lazy parts come from in the package: the host app's bundler splits them off. The script tag's build takes
 * `chunks.global.ts` in place of this file.
 */
const CHUNKS = {
  extras: () => import('./extras/index.ts'),
  clicks: () => import('./clicks/index.ts'),
  vitals: () => import('./vitals/index.ts'),
};

export type ChunkName = keyof typeof CHUNKS;

/** Rejects when it cannot be had: blocked, offline, or gone with an older release. */
export const loadChunk = async (name: ChunkName, _base?: string): Promise<Chunk> => CHUNKS[name]();
