declare const __BUILD__: string;

export { startCourier } from '../courier/index.ts';

import type { Options } from '../options.ts';
import type { Stop } from '../util/index.ts';
import { openMap } from './open-map.ts';
import type { PartStates } from './parts.ts';

/** What is to be done also where nothing is recorded: a map opened by its code, or the silence explained. */
export const attend = (states: PartStates, options: Options, code?: string | null): Stop | undefined => {
  if (code) return openMap(states, code, options);
  void import('../explain/index.ts').then(({ explainSilence }) => explainSilence(options));
  return undefined;
};

export { describe } from './describe.ts';
export type { PartStates } from './parts.ts';
export { startParts } from './parts.ts';

/** The core takes only its own other half. */
export const build: string = typeof __BUILD__ === 'string' ? __BUILD__ : '';
