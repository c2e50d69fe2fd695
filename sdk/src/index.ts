import type { PageLife, TroddenHandle } from './client.ts';
import { createClient } from './client.ts';
import type { TroddenOptions } from './options.ts';
import { resolveOptions } from './options.ts';

export type { Diagnosis, TrackHow, TroddenHandle } from './client.ts';
export type { DeliveryReport } from './delivery/index.ts';
export type { TroddenOptions } from './options.ts';
export type { AuthSource, AuthUser } from './who/index.ts';
export type { FlatData, TroddenEvent } from './wire.ts';

/** Shared by every copy of the SDK on a page, whichever way it was loaded. */
const REGISTRY = Symbol.for('trodden');

/**
 * Starts recording, and returns the handle. A second call with the same key returns the same handle.
 *
 * @example
 * const trodden = init({ key: 'pk_…', host: 'https://stats.example.com' });
 * trodden.track('signed-up', { plan: 'team' });
 */
export const init = (options: TroddenOptions): TroddenHandle => {
  const global = window as unknown as Record<symbol, Record<string, PageLife> | undefined>;
  global[REGISTRY] ??= {};
  const lives = global[REGISTRY];
  lives[options.key] ??= { page: { id: '', url: '' }, segment: { id: '', session: '', batches: 0, chunks: 0 } };
  const life = lives[options.key] as PageLife;
  life.handle ??= createClient(resolveOptions(options), life);
  return life.handle;
};
