declare const __BUILD__: string;

export { startCourier } from '../courier/index.ts';

import type { Options } from '../options.ts';

/** Says in the console why nothing is recorded. */
export const explainSilence = async (options: Options): Promise<void> =>
  (await import('../explain/index.ts')).explainSilence(options);

export { describe } from './describe.ts';
export { openMap } from './open-map.ts';
export type { PartStates } from './parts.ts';
export { startParts } from './parts.ts';

/** The core takes only its own other half. */
export const build: string = typeof __BUILD__ === 'string' ? __BUILD__ : '';
