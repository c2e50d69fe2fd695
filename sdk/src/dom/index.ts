export { anchorOf, fingerprint } from './anchor.ts';
export { isMarked, isMasked } from './mask.ts';
