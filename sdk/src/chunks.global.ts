import type { Rest } from './chunks.ts';

/** The build these files belong to. */
declare const __BUILD__: string;

/** Null later: only the script's own first run knows its tag. */
export const script = document.currentScript as HTMLScriptElement | null;

/**
 * A module beside the script. A literal `import('./…')` would be resolved against `about:blank` in a classic script of
 * another origin; an absolute address works under every policy that let the script itself in.
 */
export const loadRest = async (base = script?.src): Promise<Rest> => {
  const rest = await import(new URL(`t/rest-${__BUILD__}.js`, base && new URL(base, document.baseURI)).href);
  // In the middle of a release another node may have answered with its own, whose names are not ours.
  if (rest.build !== __BUILD__) throw rest.build;
  return rest;
};
