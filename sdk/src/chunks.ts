import type { Capture } from './capture/index.ts';
import * as rest from './rest/index.ts';

/** Something lazy that observes the page. */
export interface Chunk {
  start: Capture;
}

/**
 * Where the lazy parts come from in the package: the host app's bundler splits them off, except for the rest of the core.
 * The script tag's build takes `chunks.global.ts` in place of this file.
 */
const CHUNKS = {
  rest: async () => rest,
  extras: () => import('./extras/index.ts'),
};

export type ChunkName = keyof typeof CHUNKS;
export type Loaded<Name extends ChunkName> = Awaited<ReturnType<(typeof CHUNKS)[Name]>>;

/** Rejects when it cannot be had: blocked, offline, or gone with an older release. */
export const loadChunk = <Name extends ChunkName>(name: Name, _base?: string): Promise<Loaded<Name>> =>
  CHUNKS[name]() as Promise<Loaded<Name>>;
