import * as rest from './rest/index.ts';

/** The other half of the core: what may come a moment later, and starts everything that is lazier still. */
export type Rest = typeof rest;

/**
 * Where it comes from: in the package it is part of the same module graph. The script tag's build takes
 * `chunks.global.ts` in place of this file.
 */
export const loadRest = async (_base?: string): Promise<Rest> => rest;
