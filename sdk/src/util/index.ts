export { createDisk } from './disk.ts';
export type { Faults, Guard, Stop } from './guard.ts';
export { createGuard } from './guard.ts';
export { newId, timeOf } from './id.ts';
export { isOurs } from './ours.ts';
export type { Shelf } from './storage.ts';
export { createShelf } from './storage.ts';
