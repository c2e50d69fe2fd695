export type { Address } from './address.ts';
export { addressOf, placeOf } from './address.ts';
export { anchorOf, fingerprint } from './anchor.ts';
export { kindOf } from './kind.ts';
export { isMarked, isMasked, maskAlso } from './mask.ts';
export { parentOf } from './native.ts';
export { positionOf } from './position.ts';
export { scrub } from './scrub.ts';
export { isInteractive, targetOf } from './target.ts';
