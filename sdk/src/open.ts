import type { Follow, PageLife, TroddenHandle } from './client.ts';
import { createClient } from './client.ts';
import type { TroddenOptions } from './options.ts';
import { resolveOptions } from './options.ts';

/** Shared by every copy of the SDK on a page, whichever way it was loaded. */
const REGISTRY = Symbol.for('trodden');

/** The one client of a key on this page. */
export const open = (options: TroddenOptions, follow?: Follow): TroddenHandle => {
  const global = window as unknown as Record<symbol, Record<string, PageLife> | undefined>;
  global[REGISTRY] ??= {};
  const lives = global[REGISTRY];
  lives[options.key] ??= { page: { id: '', url: '' }, segment: { id: '', session: '', batches: 0, chunks: 0 } };
  const life = lives[options.key] as PageLife;
  life.handle ??= createClient(resolveOptions(options), life, follow);
  return life.handle;
};
