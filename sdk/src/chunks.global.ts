import type { ChunkName, Loaded } from './chunks.ts';

/** The build these chunks belong to. */
declare const __BUILD__: string;

/** Null later: only the script's own first run knows its tag. */
const script = document.currentScript as HTMLScriptElement | null;

/**
 * Modules beside the script. A literal `import('./…')` would be resolved against `about:blank` in a classic script of
 * another origin; an absolute address works under every policy that let the script itself in.
 */
export const loadChunk = async <Name extends ChunkName>(name: Name, base = script?.src): Promise<Loaded<Name>> => {
  const chunk = await import(new URL(`t/${name}-${__BUILD__}.js`, base).href);
  // In the middle of a release another node may have answered with its own. Only the core's other half minds.
  if (chunk.build && chunk.build !== __BUILD__) throw chunk.build;
  return chunk;
};
