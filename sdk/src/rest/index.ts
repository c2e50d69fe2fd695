declare const __BUILD__: string;

export { startCourier } from '../courier/index.ts';
export { describe } from './describe.ts';
export type { PartStates } from './parts.ts';
export { startParts } from './parts.ts';

/** The core takes only its own other half. */
export const build: string = typeof __BUILD__ === 'string' ? __BUILD__ : '';
