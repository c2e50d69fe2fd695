export { findEngine } from './engine-file.ts';
export { EngineLockedError, EngineStartError, EngineUnavailableError } from './errors.ts';
export type { Engine, EngineOptions } from './options.ts';
export { startEngine } from './supervise.ts';
