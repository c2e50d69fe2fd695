export type { Resolution } from './resolve.ts';
export { resolve } from './resolve.ts';
export { resolveEach } from './resolve-all.ts';
export { weigh } from './resolve-evidence.ts';
export type { PageIndex, Reader } from './resolve-index.ts';
export { atOnce, indexPage, innerDocument } from './resolve-index.ts';
