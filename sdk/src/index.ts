import type { TroddenHandle } from './client.ts';
import { open } from './open.ts';
import type { TroddenOptions } from './options.ts';
import { followAuth } from './who/index.ts';

export type { Diagnosis, TrackHow, TroddenHandle } from './client.ts';
export type { DeliveryReport, DropReason } from './delivery/index.ts';
export type { TroddenOptions } from './options.ts';
export type { PartStates } from './rest/index.ts';
export type { Faults } from './util/index.ts';
export type { AuthAnswer, AuthSource, AuthUser, KnownUser } from './who/index.ts';
export type { FlatData, TroddenEvent } from './wire.ts';

/**
 * Starts recording, and returns the handle. A second call with the same key returns the same handle.
 *
 * @example
 * const trodden = init({ key: 'pk_…', host: 'https://stats.example.com' });
 * trodden.track('signed-up', { plan: 'team' });
 */
export const init = (options: TroddenOptions): TroddenHandle => open(options, followAuth);
