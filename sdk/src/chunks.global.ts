import type { Chunk } from './chunks.ts';

/** The build these chunks belong to. */
declare const __BUILD__: string;

/** Null later: only the script's own first run knows its tag. */
const script = document.currentScript as HTMLScriptElement | null;

/**
 * Modules beside the script. A literal `import('./…')` would be resolved against `about:blank` in a classic script of
 * another origin; an absolute address works under every policy that let the script itself in.
 */
export const loadChunk = async (name: string, base = script?.src): Promise<Chunk> =>
  import(new URL(`t/${name}-${__BUILD__}.js`, base).href);
