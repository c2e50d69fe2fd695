export type { Guard } from './guard.ts';
export { createGuard } from './guard.ts';
export { createIds, newId, timeOf } from './id.ts';
export type { Stop } from './on.ts';
export { on } from './on.ts';
export type { Shelf } from './shelf.ts';
export { createShelf } from './shelf.ts';
