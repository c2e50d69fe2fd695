import type { Shelf } from '../util/index.ts';
import type { SdkConfig } from '../wire.ts';

/** Whoever heeds the project's settings, which come with the server's answers; found by the storage that both sides know. */
export const configHeard = new WeakMap<Shelf, (config?: SdkConfig) => void>();
