export { type EngineAddress, findEngine } from './engine-file.ts';
export { EngineLockedError, EngineStartError, EngineUnavailableError } from './errors.ts';
export type { Engine, EngineLog, EngineOptions } from './options.ts';
export { engineAvailable } from './platform.ts';
export { startEngine } from './supervise.ts';
