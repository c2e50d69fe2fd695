export type { AuthUser, TroddenHandle, TroddenOptions } from '../index.ts';
export { useAuth, useTrack, useTrodden } from './hooks.ts';
export type { TroddenProviderProps } from './provider.ts';
export { TroddenProvider } from './provider.ts';
